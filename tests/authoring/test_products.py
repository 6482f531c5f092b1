"""What stands in products.yaml and in products.csv beside it, and in what needs ask of products."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.authoring.load import load
from bot.questionnaire.catalogue import Product, Region, Saving
from bot.questionnaire.condition import OneOf
from bot.questionnaire.model import AccessoryRule, Limits, Need
from bot.values.pictures import LARGEST
from tests.authoring.samples import BENCH, Edit, broken, line, loaded
from tests.making import text

REGIONS: Edit = (
    "company.yaml",
    "start: bench\n",
    "start: bench\nregions:\n  europe: {label: Europe, currency: EUR}\n  gulf: {label: The Gulf, currency: AED}\n",
)
ITEM = "    link: https://example.com/mso5\n"
PRICE = "  price: {at_most: 30000, weight: {by_rank: priorities.price}}\n"
PNG = b"\x89PNG\r\n\x1a\n"


def said(folder: Path, *edits: Edit, table: str | None = None) -> list[str]:
    """Return what is wrong with the products and the company; translations, and who is in a region, aside."""
    found = [each for each in _all(folder, *edits, table=table) if each.startswith(("products", "company"))]
    return [each for each in found if not re.search(r"\[(missing-translation|unused-region)\]", each)]


def _all(folder: Path, *edits: Edit, table: str | None = None) -> list[str]:
    root = broken(folder, *edits)
    if table is not None:
        (root / "products.csv").write_text(table, "utf-8")
    return [line(each, root) for each in load(root).problems]


def product(folder: Path, name: str, *edits: Edit, table: str | None = None) -> Product:
    assert said(folder / "checked", *edits, table=table) == []
    root = broken(folder, *edits)
    if table is not None:
        (root / "products.csv").write_text(table, "utf-8")
    return next(each for each in load(root).products.items if each.id == name)


def with_item(more: str) -> Edit:
    return "products.yaml", ITEM, ITEM + "".join(f"    {line}\n" for line in more.splitlines())


def need(folder: Path, written: str, *edits: Edit) -> Need:
    found = loaded(folder, (BENCH, PRICE, f"  price: {written}\n"), *edits)
    assert [each for each in found.problems if each.severity == "error"] == []
    return next(each for each in found.questionnaires["bench"].needs if each.id == "price")


# What a product may have --------------------------------------------------------------------------------


def test_a_product_may_be_sold_out_and_sold_in_some_places_to_some_people(tmp_path):
    mso5 = product(
        tmp_path,
        "mso5",
        REGIONS,
        with_item("in_stock: no\nregions: [europe]\nlanguages: fa\nunless: {owns: probe}"),
    )
    assert (mso5.in_stock, mso5.regions, mso5.languages) == (False, ("europe",), ("fa",))
    assert mso5.unless == OneOf("owns", ("probe",))


def test_regions_of_the_company_have_a_label_and_a_currency(tmp_path):
    company = loaded(tmp_path, REGIONS).company
    assert company is not None
    assert company.regions == (
        Region("europe", text(en="Europe"), "EUR"),
        Region("gulf", text(en="The Gulf"), "AED"),
    )


def test_a_price_list_is_an_amount_of_the_regions_currency_or_amounts_by_currency(tmp_path):
    mso5 = product(tmp_path, "mso5", REGIONS, with_item("prices: {europe: 18000, gulf: {AED: 70000, EUR: 17500}}"))
    assert mso5.prices == {"europe": {"EUR": 18000.0}, "gulf": {"AED": 70000.0, "EUR": 17500.0}}


@pytest.mark.parametrize(
    ("saves", "saving"), [("10%", Saving(10, "%")), ("200", Saving(200, "EUR")), ("200 EUR", Saving(200, "EUR"))]
)
def test_what_goes_with_a_product_may_save_an_amount_or_a_share(tmp_path, saves, saving):
    edit = ("products.yaml", "    goes_with: [probe]\n", f"    goes_with: {{probe: {{saves: {saves}}}}}\n")
    mso5 = product(tmp_path, "mso5", edit)
    assert (mso5.goes_with, mso5.saves) == (("probe",), {"probe": saving})


def test_a_notice_may_concern_some_products_only(tmp_path):
    notice = (
        "products.yaml",
        "notice: Illustrative data.\n",
        "notice: Illustrative data.\nnotice_for: {kind: CHOICE}\n",
    )
    at_probes = (notice[0], notice[1], notice[2].replace("CHOICE", "accessory"))
    assert loaded(tmp_path / "right", at_probes).products.notice_for == {"kind": ("accessory",)}
    elsewhere = (notice[0], notice[1], notice[2].replace("CHOICE", "coffee"))
    assert [line.rpartition(" ")[2] for line in said(tmp_path / "wrong", elsewhere)] == ["[unknown-choice]"]


def test_an_image_is_a_file_in_the_folder_and_nowhere_else(tmp_path):
    missing = said(tmp_path / "missing", with_item("image: mso5.png"))
    assert missing == ["products.yaml:18:12 'mso5.png' the folder questionnaires has no file 'mso5.png' [missing-file]"]
    root = broken(tmp_path / "linked", with_item("image: mso5.png"))
    (tmp_path / "outside.png").write_bytes(b"a picture")
    (root / "mso5.png").symlink_to(tmp_path / "outside.png")
    assert "missing-file" in [each.code for each in load(root).problems if each.severity == "error"]
    (root / "mso5.png").unlink()
    (root / "mso5.png").write_bytes(PNG)
    assert load(root).products.items[0].image == "mso5.png"


@pytest.mark.parametrize("content", [b"a picture", PNG + bytes(LARGEST)], ids=["no picture", "too large"])
def test_what_no_face_can_show_is_no_image(tmp_path, content):
    root = broken(tmp_path, with_item("image: mso5.png"))
    (root / "mso5.png").write_bytes(content)
    (problem,) = load(root).problems
    assert problem.message == "'mso5.png' cannot be shown: a picture is a PNG, JPEG or SVG of at most 512 kB"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (
            "in_stok: no",
            "products.yaml:18:5 'in_stok' 'in_stok' is not a word a product knows [unknown-key] "
            "did you mean 'in_stock'?",
        ),
        (
            "regions: [eurpe]",
            "products.yaml:18:15 'eurpe' company.yaml has no region 'eurpe' [unknown-region] did you mean 'europe'? "
            "= it has europe, gulf",
        ),
        (
            "prices: {europe: dear}",
            "products.yaml:18:22 'dear' 'europe' must be a number, not 'dear' [wrong-value]",
        ),
        (
            "prices: {gulf: {ERU: 5}}",
            "products.yaml:18:21 'ERU' 'ERU' is not a word a price list knows [unknown-key] did you mean 'EUR'?",
        ),
        (
            "languages: [de]",
            "products.yaml:18:17 'de' 'languages' must be one of en, fa; not 'de' [wrong-value]",
        ),
        (
            "unless: {applicaton: power}",
            "products.yaml:18:14 'applicaton' no question or fact is called 'applicaton' [unknown-question]",
        ),
        (
            "unless: {owns: probes}",
            "products.yaml:18:20 'probes' what a person owns has no choice 'probes' [unknown-choice] "
            "did you mean 'probe'? = its choices: mso5, probe",
        ),
    ],
)
def test_a_mistake_in_a_product_is_told_with_its_place(tmp_path, written, problem):
    assert said(tmp_path, REGIONS, with_item(written)) == [problem]


def test_a_saving_that_is_no_number_is_told(tmp_path):
    edit = ("products.yaml", "    goes_with: [probe]\n", "    goes_with: {prob: {saves: much}}\n")
    assert said(tmp_path, edit) == [
        "products.yaml:16:17 'prob' products.yaml has no product 'prob' [unknown-product] did you mean 'probe'? "
        "= it has mso5, probe",
        "products.yaml:16:31 'much' 'saves' must be a number, not 'much' [wrong-value]",
    ]


def test_a_region_needs_a_currency_that_exists(tmp_path):
    edit = ("company.yaml", "start: bench\n", "start: bench\nregions: {europe: {label: Europe, currency: EURO}}\n")
    assert said(tmp_path, edit) == [
        "company.yaml:5:45 'EURO' 'currency' must be the code of a currency, such as EUR, not 'EURO' [wrong-value]"
    ]


def test_an_attribute_may_say_for_all_needs_why_it_is_met(tmp_path):
    kind = "  isolated_probe: {label: Isolated probe, type: flag}\n"
    written = kind.replace("flag}", 'flag, because: "{product.name} is safe: {need.offered}.", but: "{need.shar}"}')
    assert said(tmp_path, ("products.yaml", kind, written)) == [
        "products.yaml:8:119 'shar' of a need there is attribute, offered, wanted, missing, unwanted, share to say "
        "here, and no 'shar' [wrong-placeholder] did you mean 'share'?"
    ]


# The table ---------------------------------------------------------------------------------------------------

TABLE = '''id,name,name.fa,kind,price,prices.gulf,bandwidth,good_for,isolated_probe,goes_with,regions,in_stock
mso6,"6 Series, ""B""",سری ۶,instrument,60000,220000,10 GHz,"power, teaching",TRUE,"probe, lead",europe,no

lead,Lead,,accessory,20,,,,,,,
'''


def test_a_table_says_the_same_as_the_file_would(tmp_path):
    mso6 = product(tmp_path, "mso6", REGIONS, table=TABLE)
    assert mso6 == Product(
        "mso6",
        text(en='6 Series, "B"', fa="سری ۶"),
        {
            "kind": "instrument",
            "price": 60000.0,
            "bandwidth": 10000.0,
            "good_for": ("power", "teaching"),
            "isolated_probe": True,
        },
        goes_with=("probe", "lead"),
        in_stock=False,
        regions=("europe",),
        prices={"gulf": {"AED": 220000.0}},
    )


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_may_be_parted_as_the_spreadsheet_likes(tmp_path, separator):
    columns = "id,name,good_for,kind,price,bandwidth,isolated_probe,regions\r\n"
    table = (columns + "x,X,power|teaching,instrument,100,unknown,unknown,\r\n").replace(",", separator)
    values = {"good_for": ("power", "teaching"), "kind": "instrument", "price": 100.0}
    assert product(tmp_path, "x", table=table).values == values


def test_what_is_said_to_be_unknown_has_no_value_and_was_not_forgotten(tmp_path):
    edit = ("products.yaml", "bandwidth: 2 GHz", "bandwidth: unknown")
    forgotten = ("products.yaml", "bandwidth: 2 GHz, ", "")
    assert product(tmp_path / "a", "mso5", edit).unknown == ("bandwidth",)
    assert "bandwidth" not in product(tmp_path / "b", "mso5", edit).values
    assert [line for line in said(tmp_path / "c", forgotten) if "[unsaid-value]" in line] == [
        "products.yaml:6:3 'bandwidth' warning: 'bandwidth' is not said of 'mso5', although the need 'bandwidth' may "
        "ask for it [unsaid-value] = say what it is; where nobody knows it, say 'unknown'"
    ]


def test_products_of_the_file_may_go_with_those_of_the_table(tmp_path):
    edit = ("products.yaml", "goes_with: [probe]", "goes_with: [lead]")
    assert product(tmp_path, "mso5", REGIONS, edit, table=TABLE).goes_with == ("lead",)


def test_every_wrong_cell_is_told_with_its_row_and_column(tmp_path):
    table = "id,name,kind,price,bandwith,good_for\nx,X,instrumnt,dear,5,power; cooking\n"
    assert said(tmp_path, table=table) == [
        "products.csv:1:20 'bandwith' 'bandwith' is not a word a product knows [unknown-key] did you mean 'bandwidth'?",
        "products.csv:2:5 'instrumnt' 'kind' must be one of instrument, accessory; not 'instrumnt' [unknown-choice] "
        "did you mean 'instrument'?",
        "products.csv:2:15 'dear' 'price' must be a number, not 'dear' [wrong-value]",
        "products.csv:2:29 'cooking' 'good_for' must be one of power, teaching; not 'cooking' [unknown-choice]",
    ]


FIRST_ROW = "the first row names the columns, and one of them is 'id' [missing-key]"


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("", f"products.csv:1:1 '' {FIRST_ROW}"),
        ("ident,name\nx,X\n", f"products.csv:1:1 'ident' {FIRST_ROW}"),
        ("id,name,name\nx,X,Y\n", "products.csv:1:9 'name' two columns are called 'name' [duplicate-key]"),
        ("id,name\n,X\n", "products.csv:2:1 ',' this row has no 'id' [missing-key]"),
        (
            "id,name\nx,X\nx,Y\n",
            "products.csv:3:1 'x' 'x' is already defined [duplicate-key] = first defined at line 2",
        ),
        (
            "id,name\nmso5,X\n",
            "products.csv:2:1 'mso5' 'mso5' is already defined [duplicate-key] "
            "= first defined in products.yaml, line 10",
        ),
        ("id,name\nx\n", "products.csv:2:1 'x' 'x' needs 'name' [missing-key]"),
        (
            "id,name\nx,X,extra\n",
            "products.csv:2:5 'extra' this row has 3 cells, and the first row names 2 columns [wrong-value]",
        ),
        ('id,name\nx,"X\n', "products.csv:2:3 '\"X' the quote opened here is never closed [unreadable]"),
        (
            'id,name\nx,"X"Y\n',
            "products.csv:2:6 'Y' the text goes on after its closing quote; a quote inside a text is written twice: "
            '"" [unreadable]',
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_told(tmp_path, table, problem):
    assert said(tmp_path, table=table) == [problem]


def test_a_table_alone_does_not_say_what_its_columns_mean(tmp_path):
    root = broken(tmp_path)
    (root / "products.yaml").rename(root / "products.csv")
    told = [line(each, root) for each in load(root).problems if "products.csv" in each.place.file]
    assert told == [
        "products.csv products.yaml is missing beside it; it says under 'attributes' what the columns mean "
        "[missing-file]"
    ]


# What needs ask ------------------------------------------------------------------------------------------------


def test_a_target_has_a_tolerance_in_the_unit_of_its_attribute(tmp_path):
    found = need(tmp_path, "{target: 20000, tolerance: 500 EUR, unless: {owns: probe}, repair: 'Up to {need.to}'}")
    assert (found.test, found.operand, found.tolerance) == ("target", 20000.0, 500.0)
    assert found.unless == OneOf("owns", ("probe",))
    assert found.repair is not None


@pytest.mark.parametrize("written", ["{threshold: 30000, must: true}", "{at_most: 30000}"])
def test_thresholds_are_read_like_limits(tmp_path, written):
    assert need(tmp_path, written).operand == 30000.0


def test_choices_can_be_asked_to_be_there_all_or_not_at_all(tmp_path):
    for test in ("all_of", "none_of", "includes"):
        found = need(tmp_path / test, f"{{attribute: good_for, {test}: [power, teaching]}}")
        assert (found.test, found.operand) == (test, ("power", "teaching"))


def test_a_limit_in_the_currency_of_a_region_is_compared_with_its_prices(tmp_path):
    money: Edit = (BENCH, "    at_most: 8\n", "    at_most: 8\n    unit: AED\n")
    assert need(tmp_path / "with", "{at_most: channels}", REGIONS, money).operand_is_name
    told = _all(tmp_path / "without", (BENCH, PRICE, "  price: {at_most: channels}\n"), money)
    assert any("'channels' is measured in AED and 'price' in EUR [wrong-unit]" in each for each in told)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{at_most: 5, tolerance: 3}", "'tolerance' says how far from a 'target' still counts as hit [unknown-key]"),
        ("{target: 5, tolerance: -3}", "'tolerance' must be a number, at least 0 [wrong-value]"),
        ("{target: 5, tolerence: 3}", "is not a word a need knows [unknown-key] did you mean 'tolerance'?"),
        ("{at_most: 5, but: 'Too dear by {need.shar}'}", "and no 'shar' [wrong-placeholder] did you mean 'share'?"),
        ("{at_most: 5, repair: 'Up to {need.too}'}", "of a need there is attribute, was, to to say here, and no 'too'"),
        ("{at_most: 5, repair: 'Take {product.name}'}", "a product is known only in the 'because' and 'but' of a need"),
        ("{at_most: 5, unless: {segment: floatin}}", "no segment is called 'floatin' [unknown-segment]"),
    ],
)
def test_a_mistake_in_a_need_is_told(tmp_path, written, problem):
    assert problem in "\n".join(_all(tmp_path, (BENCH, PRICE, f"  price: {written}\n")))


def test_limits_and_rules_for_accessories_are_read(tmp_path):
    rules = (
        "limits: {suggestions: 2, accessories: 1, step_up: 1.5}\n"
        "accessories:\n  probe: {if: {segment: floating}, because: 'Because your work is {application}.'}\n"
    )
    found = loaded(tmp_path, (BENCH, "offers:\n", rules + "offers:\n"))
    assert [each for each in found.problems if each.severity == "error"] == []
    bench = found.questionnaires["bench"]
    assert bench.limits == Limits(2, 1, 1.5)
    [rule] = bench.accessories
    assert replace(rule, because=None, condition=None) == AccessoryRule("probe")
    assert rule.condition is not None


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (
            "limits: {sugestions: 2}",
            "'sugestions' is not a word 'limits' knows [unknown-key] did you mean 'suggestions'?",
        ),
        ("limits: {step_up: 0.5}", "'step_up' must be a number, at least 1, not '0.5' [wrong-value]"),
        ("accessories: {prob: {}}", "products.yaml has no product 'prob' [unknown-product] did you mean 'probe'?"),
        (
            "accessories: {mso5: {}}",
            "warning: 'mso5' is never offered: no product has it under 'goes_with' [never-offered]",
        ),
    ],
)
def test_a_mistake_in_limits_and_rules_is_told(tmp_path, written, problem):
    assert problem in "\n".join(_all(tmp_path, (BENCH, "offers:\n", f"{written}\noffers:\n")))
