"""What Kibana demands of a map, written as models of our own.

Names, types and values are facts read in Kibana's sources (Elastic License 2.0; no code of them is
here). Which files are those of 8.19 could not be told; what could be read before and after agrees:

- the attributes: ``cm_services.ts`` of the plugin ``maps``, before the folders of 8.18 (commit
  2130946) and after them (5eb0332). It forbids unknown ones;
- what is packed in them as JSON, which that schema leaves open: the types of layers (0f9c7c1),
  sources (00f1e6e, and of 9.x 26f66d2) and styles (14c5592), the values in ``constants.ts``
  (3d35794), and the state in ``SerializedMapState``. What may be missing is taken from the schemas
  that 9.x has for the same parts, ``server/content_management/schema/v1``.

The models hold what maps of this project use. What Kibana would allow besides is refused here too:
add it when a map needs it.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, Json, ValidationError

from tests.kibana.lens_schema import Query, Reference, Strict, Text, faults

Zoom = Annotated[float, Field(ge=0, le=24)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class TileSource(Strict):
    """A backdrop of the Elastic Maps Service."""

    type: Literal["EMS_TMS"]
    id: str | None = None
    is_auto_select: bool
    light_mode_default: str | None = None


class SearchSource(Strict):
    """Documents of a data view, which is a reference by name."""

    type: Literal["ES_SEARCH"]
    id: Text
    index_pattern_ref_name: Text
    geo_field: Text
    scaling_type: Literal["LIMIT", "CLUSTERS", "TOP_HITS", "MVT"]
    sort_field: str
    sort_order: Literal["asc", "desc"]
    tooltip_properties: list[Text]
    top_hits_split_field: str
    top_hits_size: Annotated[int, Field(ge=1)]
    filter_by_map_bounds: bool = True
    apply_global_query: bool
    apply_global_time: bool
    apply_force_refresh: bool


class StaticColour(Strict):
    """One colour."""

    class Options(Strict):
        """Its value."""

        color: Colour

    type: Literal["STATIC"]
    options: Options


class StaticSize(Strict):
    """One size: pixels."""

    class Options(Strict):
        """Its value."""

        size: Annotated[float, Field(ge=0, le=100)]

    type: Literal["STATIC"]
    options: Options


class StyleField(Strict):
    """The field that a style follows."""

    name: Text
    origin: Literal["source", "join"]


class FieldMeta(Strict):
    """Where the range of that field comes from."""

    is_enabled: bool
    sigma: float | None = None
    percentiles: list[float] | None = None


class DynamicSize(Strict):
    """A size that follows a field."""

    class Options(Strict):
        """The sizes of the least and the greatest value: pixels."""

        min_size: Annotated[float, Field(ge=0)]
        max_size: Annotated[float, Field(le=100)]
        field: StyleField
        field_meta_options: FieldMeta
        invert: bool = False

    type: Literal["DYNAMIC"]
    options: Options


Size = Annotated[StaticSize | DynamicSize, Field(discriminator="type")]


class StaticValue(Strict):
    """A symbol or a text."""

    class Options(Strict):
        """Its value."""

        value: str

    type: Literal["STATIC"]
    options: Options


class Orientation(Strict):
    """One angle: degrees."""

    class Options(Strict):
        """Its value."""

        orientation: float

    type: Literal["STATIC"]
    options: Options


class SymbolizeAs(Strict):
    """Circles or icons."""

    class Options(Strict):
        """Its value."""

        value: Literal["circle", "icon"]

    options: Options


class BorderSize(Strict):
    """The border of labels."""

    class Options(Strict):
        """Its value."""

        size: Literal["NONE", "SMALL", "MEDIUM", "LARGE"]

    options: Options


class StyleProperties(Strict):
    """What is drawn for a feature; Kibana has a default for what is missing."""

    symbolize_as: SymbolizeAs | None = None
    fill_color: StaticColour | None = None
    line_color: StaticColour | None = None
    line_width: Size | None = None
    icon: StaticValue | None = None
    icon_size: Size | None = None
    icon_orientation: Orientation | None = None
    label_text: StaticValue | None = None
    label_color: StaticColour | None = None
    label_size: Size | None = None
    label_border_color: StaticColour | None = None
    label_border_size: BorderSize | None = None


class VectorStyle(Strict):
    """The style of a layer of features."""

    type: Literal["VECTOR"]
    is_time_aware: bool
    properties: StyleProperties


class TileStyle(Strict):
    """The style of a backdrop."""

    type: Literal["EMS_VECTOR_TILE"]
    color: str


class BaseLayer(Strict):
    """What all layers have."""

    id: Text
    label: str | None = None
    alpha: Annotated[float, Field(ge=0, le=1)] = 0.75
    visible: bool = True
    min_zoom: Zoom = 0
    max_zoom: Zoom = 24
    include_in_fit_to_bounds: bool = True
    query: Query | None = None


class TileLayer(BaseLayer):
    """A backdrop."""

    type: Literal["EMS_VECTOR_TILE"]
    source_descriptor: TileSource
    style: TileStyle
    are_labels_on_top: bool = False


class VectorLayer(BaseLayer):
    """Features of documents."""

    type: Literal["GEOJSON_VECTOR", "MVT_VECTOR", "BLENDED_VECTOR"]
    source_descriptor: SearchSource
    style: VectorStyle
    joins: Annotated[list[Any], Field(max_length=0, default_factory=list)]
    disable_tooltips: bool = False


Layer = Annotated[TileLayer | VectorLayer, Field(discriminator="type")]


class Centre(Strict):
    """The middle of the view: degrees."""

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]


class TimeRange(Strict):
    """The times shown, as date math."""

    from_: Annotated[str, Field(alias="from", min_length=1)]
    to: Text


class Refresh(Strict):
    """Milliseconds between two reads."""

    is_paused: bool
    interval: Annotated[int, Field(ge=0)]


class Settings(Strict):
    """Settings of a map; Kibana has a default for what is missing."""

    auto_fit_to_data_bounds: bool = False
    background_color: Colour | None = None
    initial_location: (
        Literal["LAST_SAVED_LOCATION", "FIXED_LOCATION", "BROWSER_LOCATION", "AUTO_FIT_TO_BOUNDS"]
        | None
    ) = None
    min_zoom: Zoom = 0
    max_zoom: Zoom = 24
    show_scale_control: bool = False


class MapState(Strict):
    """What ``mapStateJSON`` holds."""

    zoom: Zoom
    center: Centre
    time_filters: TimeRange | None = None
    refresh_config: Refresh
    query: Query | None = None
    filters: list[dict[str, Any]]
    settings: Settings


class UiState(Strict):
    """What ``uiStateJSON`` holds."""

    is_list_open: Annotated[bool, Field(alias="isLayerTOCOpen")]
    open_layers: Annotated[list[str], Field(alias="openTOCDetails")]


class MapAttributes(Strict):
    """The attributes of a saved object of type ``map``, with the JSON in them read."""

    title: Text
    description: str | None = None
    layer_list: Annotated[Json[list[Layer]], Field(alias="layerListJSON")]
    map_state: Annotated[Json[MapState], Field(alias="mapStateJSON")]
    ui_state: Annotated[Json[UiState], Field(alias="uiStateJSON")]


def map_faults(thing: Mapping[str, Any]) -> list[str]:
    """Return what Kibana would refuse, or could not draw, of a map."""
    try:
        attributes = MapAttributes.model_validate(thing["attributes"])
        named = [Reference.model_validate(one) for one in thing["references"]]
    except ValidationError as error:
        return faults(error)
    layers = attributes.layer_list
    return [*_layers(layers), *_references(layers, named)]


def _layers(layers: list[TileLayer | VectorLayer]) -> Iterator[str]:
    """Yield what layers say that cannot be."""
    for number, layer in enumerate(layers):
        if layer.id in [other.id for other in layers[:number]]:
            yield f"{layer.id}: a second layer of this id"
        if layer.min_zoom > layer.max_zoom:
            yield f"{layer.id}: is seen at no zoom"
        if isinstance(layer, VectorLayer):
            wanted = {"MVT": "MVT_VECTOR", "CLUSTERS": "BLENDED_VECTOR"}
            scaling = layer.source_descriptor.scaling_type
            if layer.type != wanted.get(scaling, "GEOJSON_VECTOR"):
                yield f"{layer.id}: {layer.type} cannot scale by {scaling}"


def _references(layers: list[TileLayer | VectorLayer], named: list[Reference]) -> Iterator[str]:
    """Yield the references that a layer lacks, and those that none has."""
    used = set()
    for number, layer in enumerate(layers):
        if isinstance(layer, VectorLayer):
            name = layer.source_descriptor.index_pattern_ref_name
            used.add(name)
            if name != f"layer_{number}_source_index_pattern":
                yield f"{layer.id}: {name} is not the name for layer {number}"
            if ("index-pattern", name) not in [(one.type, one.name) for one in named]:
                yield f"{layer.id}: no data view"
    yield from (f"references: {one.name} is unused" for one in named if one.name not in used)
