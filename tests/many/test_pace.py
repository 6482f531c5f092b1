"""One limit for all workers: whoever comes and goes, Telegram sees no more in any second than was set."""

import asyncio

import pytest

from tests.many.company import Worker, company

RATE = 12
PEOPLE = 120


@pytest.mark.exhaustive
async def test_workers_that_come_and_die_never_send_more_than_the_limit_together():
    async with company(2, glance=1, SEND_RATE=str(RATE)) as at:
        people = [at.api.person() for _ in range(PEOPLE)]
        for one in people:
            await one.says("/start", wait=False)
        async with Worker(at.api, at.database, SEND_RATE=str(RATE)):
            await asyncio.sleep(3)
            await at.workers[0].kill()
            answered = await at.api.pulse.until(lambda: all(one.chat.from_bot for one in people), 60)
        assert answered
    times = [call.arrived for call in at.api.done("sendMessage")]
    most = max(sum(1 for other in times if at - 1 < other <= at) for at in times)
    assert RATE / 2 < most <= RATE
