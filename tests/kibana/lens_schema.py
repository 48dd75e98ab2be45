"""What Kibana demands of a Lens panel, written as models of our own.

Names, types and values are facts read in Kibana's sources (Elastic License 2.0; no code of them is
here). Which files are those of 8.19 could not be told; what could be read before and after agrees:

- the attributes: ``cm_services.ts`` of the plugin ``lens``, before the folders of 8.18 (commit
  2c491b5) and after them (37afc16). It forbids unknown ones;
- the state, which that schema leaves open: ``FormBasedLayer``, the columns of the form-based
  datasource and the states of ``lnsXY``, ``lnsPie``, ``lnsMetric`` and ``lnsDatatable``, of the
  types of the plugin, with Kibana's schema of layers, ``data_sources/form_based.ts``.

The models hold what panels of this project use. What Kibana would allow besides is refused here
too: add it when a panel needs it.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """An object without other attributes, of types that are not converted; names as in JSON."""

    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


class Query(Strict):
    """A query of the search bar, a layer or a column."""

    language: Literal["kuery", "lucene"]
    query: str


class BaseColumn(Strict):
    """What columns of all operations have."""

    label: str
    custom_label: bool = False
    filter: Query | None = None
    source_field: Text
    time_shift: str | None = None
    reduced_time_range: str | None = None


class Format(Strict):
    """How a value is written."""

    id: Text
    params: dict[str, Any] = {}


class MetricParams(Strict):
    """Parameters of operations without any of their own."""

    empty_as_null: bool = False
    format: Format | None = None


class Metric(BaseColumn):
    """A number for each bucket."""

    operation_type: Literal["count", "sum", "average", "min", "max", "median", "unique_count"]
    data_type: Literal["number"]
    is_bucketed: Literal[False]
    scale: Literal["ratio"] = "ratio"
    params: MetricParams = MetricParams()


class PercentileParams(Strict):
    """Parameters of a percentile."""

    percentile: Annotated[float, Field(gt=0, lt=100)]
    format: Format | None = None


class Percentile(BaseColumn):
    """A percentile for each bucket."""

    operation_type: Literal["percentile"]
    data_type: Literal["number"]
    is_bucketed: Literal[False]
    scale: Literal["ratio"] = "ratio"
    params: PercentileParams


class DateParams(Strict):
    """Parameters of buckets of time."""

    interval: Text
    ignore_time_range: bool = False
    include_empty_rows: bool = False
    drop_partials: bool = False


class DateHistogram(BaseColumn):
    """Buckets of time."""

    operation_type: Literal["date_histogram"]
    data_type: Literal["date"]
    is_bucketed: Literal[True]
    scale: Literal["interval"] = "interval"
    params: DateParams


class OrderByColumn(Strict):
    """Values in the order of another column."""

    type: Literal["column"]
    column_id: Text


class OrderByName(Strict):
    """Values in the order of their names."""

    type: Literal["alphabetical"]
    fallback: bool = False


class ParentFormat(Strict):
    """The format that the values are written within."""

    id: Literal["terms", "multi_terms"]


class TermsParams(Strict):
    """Parameters of buckets of values."""

    size: Annotated[int, Field(ge=1, le=10_000)]
    order_by: OrderByColumn | OrderByName
    order_direction: Literal["asc", "desc"]
    other_bucket: bool = False
    missing_bucket: bool = False
    accuracy_mode: bool = False
    include: list[str] | list[float] = []
    exclude: list[str] | list[float] = []
    include_is_regex: bool = False
    exclude_is_regex: bool = False
    secondary_fields: list[str] = []
    parent_format: ParentFormat | None = None
    format: Format | None = None


class Terms(BaseColumn):
    """Buckets of the values with the most."""

    operation_type: Literal["terms"]
    data_type: Literal["string", "number", "boolean", "date", "ip"]
    is_bucketed: Literal[True]
    scale: Literal["ordinal"] = "ordinal"
    params: TermsParams


Column = Annotated[
    Metric | Percentile | DateHistogram | Terms, Field(discriminator="operation_type")
]


class DataLayer(Strict):
    """A layer of the form-based datasource; its data view is a reference, not an attribute."""

    column_order: Annotated[list[str], Field(min_length=1)]
    columns: dict[str, Column]
    incomplete_columns: dict[str, None] = {}
    link_to_layers: list[str] = []
    sampling: Annotated[float, Field(gt=0, le=1)] = 1
    ignore_global_filters: bool = False


class FormBased(Strict):
    """The state of the form-based datasource."""

    layers: Annotated[dict[str, DataLayer], Field(min_length=1)]


class Datasources(Strict):
    """The states of the datasources: these panels have one."""

    form_based: FormBased


class Drawn(Strict):
    """What each layer of each chart has."""

    layer_id: Text
    layer_type: Literal["data"]

    def metrics(self) -> list[str]:
        """Return the columns that are drawn as numbers."""
        return []

    def buckets(self) -> list[str]:
        """Return the columns that are drawn as buckets."""
        return []

    def either(self) -> list[str]:
        """Return the columns that may be one or the other."""
        return []


class MetricState(Drawn):
    """``lnsMetric``: one number, and a second beside it."""

    metric_accessor: Text
    secondary_metric_accessor: Text | None = None
    max_accessor: Text | None = None
    breakdown_by_accessor: Text | None = None
    subtitle: str | None = None
    secondary_prefix: str | None = None
    color: str | None = None
    icon: str | None = None
    max_cols: int | None = None
    progress_direction: Literal["vertical", "horizontal"] | None = None

    def metrics(self) -> list[str]:
        """Return the numbers."""
        named = (self.metric_accessor, self.secondary_metric_accessor, self.max_accessor)
        return [one for one in named if one is not None]

    def buckets(self) -> list[str]:
        """Return what the number is broken down by."""
        return [] if self.breakdown_by_accessor is None else [self.breakdown_by_accessor]


Series = Literal[
    "bar", "line", "area", "bar_stacked", "area_stacked", "bar_horizontal",
    "bar_percentage_stacked", "bar_horizontal_stacked", "area_percentage_stacked",
    "bar_horizontal_percentage_stacked",
]  # fmt: skip


class XYLayer(Drawn):
    """A layer of ``lnsXY``."""

    series_type: Series
    accessors: Annotated[list[str], Field(min_length=1)]
    x_accessor: Text | None = None
    split_accessor: Text | None = None
    position: Literal["top", "bottom", "left", "right"] = "top"
    show_gridlines: bool = False

    def metrics(self) -> list[str]:
        """Return what is drawn upwards."""
        return self.accessors

    def buckets(self) -> list[str]:
        """Return the axis and what splits."""
        return [one for one in (self.x_accessor, self.split_accessor) if one is not None]


class Legend(Strict):
    """The legend of ``lnsXY``."""

    is_visible: bool
    position: Literal["top", "bottom", "left", "right"]
    is_inside: bool = False
    show_single_series: bool = False


class Sides(Strict):
    """A setting of each axis."""

    x: bool
    y_left: bool
    y_right: bool


class Angles(Strict):
    """The angle of the labels of each axis: degrees."""

    x: float
    y_left: float
    y_right: float


class XYState(Strict):
    """``lnsXY``: bars, lines and areas."""

    preferred_series_type: Series
    legend: Legend
    layers: Annotated[list[XYLayer], Field(min_length=1)]
    value_labels: Literal["hide", "show"] = "hide"
    fitting_function: Literal[
        "None", "Zero", "Linear", "Carry", "Lookahead", "Average", "Nearest"
    ] = "None"
    axis_titles_visibility_settings: Sides | None = None
    tick_labels_visibility_settings: Sides | None = None
    gridlines_visibility_settings: Sides | None = None
    labels_orientation: Angles | None = None


class PieLayer(Drawn):
    """A layer of ``lnsPie``: primaryGroups and metrics are its accessors."""

    primary_groups: Annotated[list[str], Field(min_length=1)]
    secondary_groups: list[str] = []
    numbers: Annotated[list[str], Field(min_length=1, alias="metrics")]
    allow_multiple_metrics: bool = False
    number_display: Literal["hidden", "percent", "value"]
    category_display: Literal["default", "inside", "hide"]
    legend_display: Literal["default", "show", "hide"]
    nested_legend: bool = False
    percent_decimals: int | None = None
    empty_size_ratio: float | None = None

    def metrics(self) -> list[str]:
        """Return what the parts are measured by."""
        return self.numbers

    def buckets(self) -> list[str]:
        """Return the parts."""
        return [*self.primary_groups, *self.secondary_groups]


class PieState(Strict):
    """``lnsPie``: the parts of a whole."""

    shape: Literal["donut", "pie", "treemap", "mosaic", "waffle"]
    layers: Annotated[list[PieLayer], Field(min_length=1)]


class TableColumn(Strict):
    """A column of ``lnsDatatable``."""

    column_id: Text
    is_transposed: bool = False
    is_metric: bool = False
    hidden: bool = False
    width: float | None = None
    alignment: Literal["left", "right", "center"] | None = None
    color_mode: Literal["none", "cell", "text"] = "none"
    summary_row: Literal["none", "sum", "avg", "count", "min", "max"] = "none"


class Paging(Strict):
    """The pages of a table."""

    size: Annotated[int, Field(ge=1)]
    enabled: bool


class Sorting(Strict):
    """The order of the rows of a table."""

    column_id: Text
    direction: Literal["asc", "desc", "none"]


class TableState(Drawn):
    """``lnsDatatable``: a row for each bucket."""

    columns: Annotated[list[TableColumn], Field(min_length=1)]
    paging: Paging | None = None
    sorting: Sorting | None = None

    def either(self) -> list[str]:
        """Return the columns and the one that sorts."""
        sorts = [] if self.sorting is None else [self.sorting.column_id]
        return [column.column_id for column in self.columns] + sorts


STATES: Mapping[str, type[MetricState | XYState | PieState | TableState]] = {
    "lnsMetric": MetricState,
    "lnsXY": XYState,
    "lnsPie": PieState,
    "lnsDatatable": TableState,
}


class State(Strict):
    """The state of a panel; its visualization is held against the model of its chart."""

    datasource_states: Datasources
    visualization: dict[str, Any]
    query: Query
    filters: list[dict[str, Any]]
    internal_references: list[dict[str, str]] = []
    ad_hoc_data_views: dict[str, Any] = {}


class Attributes(Strict):
    """The attributes of a saved object of type ``lens``; Kibana demands a title only."""

    title: Text
    description: str | None = None
    visualization_type: Literal["lnsMetric", "lnsXY", "lnsPie", "lnsDatatable"]
    state: State


class Reference(Strict):
    """A reference to another object."""

    type: Text
    id: Text
    name: Text


def faults(error: ValidationError) -> list[str]:
    """Return where each fault lies and what it is, as ``path: kind``."""
    return [f"{'.'.join(map(str, one['loc']))}: {one['type']}" for one in error.errors()]


def lens_faults(thing: Mapping[str, Any]) -> list[str]:
    """Return what Kibana would refuse, or could not draw, of a panel."""
    try:
        attributes = Attributes.model_validate(thing["attributes"])
        named = [Reference.model_validate(one) for one in thing["references"]]
        model = STATES[attributes.visualization_type]
        drawn = model.model_validate(attributes.state.visualization)
    except ValidationError as error:
        return faults(error)
    layers = attributes.state.datasource_states.form_based.layers
    parts: list[Drawn] = list(drawn.layers) if isinstance(drawn, XYState | PieState) else [drawn]
    wrong = [f"layers: {one.layer_id} is not there" for one in parts if one.layer_id not in layers]
    wrong += [
        f"layers: {name} is not drawn" for name in layers.keys() - {p.layer_id for p in parts}
    ]
    for name, layer in layers.items():
        view = ("index-pattern", f"indexpattern-datasource-layer-{name}")
        if view not in [(one.type, one.name) for one in named]:
            wrong.append(f"{name}: no data view")
        wrong += [f"{name}: {text}" for text in _columns(layer)]
    for part in parts:
        if part.layer_id in layers:
            wrong += [f"{part.layer_id}: {text}" for text in _drawn(part, layers[part.layer_id])]
    return wrong


def _columns(layer: DataLayer) -> Iterator[str]:
    """Yield what columns say of each other that is not so."""
    if sorted(layer.column_order) != sorted(layer.columns):
        yield "columnOrder is not that of the columns"
    for key, column in layer.columns.items():
        if column.source_field == "___records___" and column.operation_type != "count":
            yield f"{key} is not counted, so it needs a field"
        if isinstance(column, Terms) and isinstance(column.params.order_by, OrderByColumn):
            by = layer.columns.get(column.params.order_by.column_id)
            if by is None or by.is_bucketed:
                yield f"{key} is ordered by {column.params.order_by.column_id}, which is no metric"


def _drawn(part: Drawn, layer: DataLayer) -> Iterator[str]:
    """Yield the accessors of a chart that are no columns, or columns of the wrong kind."""
    for key in (*part.metrics(), *part.buckets(), *part.either()):
        if key not in layer.columns:
            yield f"{key} is no column"
    for key in part.metrics():
        if key in layer.columns and layer.columns[key].is_bucketed:
            yield f"{key} is no metric"
    for key in part.buckets():
        if key in layer.columns and not layer.columns[key].is_bucketed:
            yield f"{key} is no bucket"
