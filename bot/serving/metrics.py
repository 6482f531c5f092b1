"""Metrics for Prometheus: counts, queues and times, nothing of any person."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

TEXT = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


@dataclass(frozen=True)
class Reading:
    """One number as it stands now; of one name all have a label, or none has."""

    name: str
    help: str
    value: float
    label: tuple[str, str] | None = None
    kind: Literal["count", "level"] = "count"


class Metrics:
    """Everything that is measured; `read` gives the numbers that others count, each time anew."""

    def __init__(self, read: Callable[[], Iterable[Reading]]) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Readings(read))
        ProcessCollector(registry=self._registry)
        seconds = Histogram(
            "colloquy_turn_seconds",
            "From an update taken in to its turn delivered.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.observe: Callable[[float], None] = seconds.observe
        """Take how many seconds a turn took."""

    def text(self) -> bytes:
        """Return everything as Prometheus reads it."""
        return generate_latest(self._registry)


class _Readings(Collector):
    def __init__(self, read: Callable[[], Iterable[Reading]]) -> None:
        self._read = read

    def collect(self) -> Iterator[Metric]:
        families: dict[str, CounterMetricFamily | GaugeMetricFamily] = {}
        for one in self._read():
            names, values = ([one.label[0]], [one.label[1]]) if one.label else ([], [])
            make = CounterMetricFamily if one.kind == "count" else GaugeMetricFamily
            family = families.setdefault(one.name, make(one.name, one.help, labels=names))
            family.add_metric(values, one.value)
        yield from families.values()
