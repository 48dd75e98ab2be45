"""Lens panels: the columns of their queries, and the charts that show them. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from streams.kibana.saved import PREFIX, Object, kuery, reference, saved
from streams.kibana.views import View

LAYER = "layer"
Column = dict[str, Any]
Columns = Mapping[str, Column]
"""By id, buckets before metrics, as Lens wants them."""


def count(label: str, only: str = "") -> Column:
    """Return a column with the number of documents, of those that match ``only`` if given."""
    column = _metric(label, "count", "___records___", emptyAsNull=False)
    return column | {"filter": kuery(only)} if only else column


def total(label: str, field: str) -> Column:
    """Return the sum of a field."""
    return _metric(label, "sum", field, emptyAsNull=True)


def average(label: str, field: str) -> Column:
    """Return the mean of a field."""
    return _metric(label, "average", field, emptyAsNull=True)


def greatest(label: str, field: str) -> Column:
    """Return the greatest value of a field."""
    return _metric(label, "max", field, emptyAsNull=True)


def percentile(label: str, field: str, percent: int) -> Column:
    """Return a percentile of a field."""
    return _metric(label, "percentile", field, percentile=percent)


def distinct(label: str, field: str) -> Column:
    """Return the approximate number of distinct values of a field."""
    return _metric(label, "unique_count", field, emptyAsNull=True)


def by_time(field: str) -> Column:
    """Return buckets of time, whose width follows from the range shown."""
    return {
        "label": field,
        "dataType": "date",
        "operationType": "date_histogram",
        "sourceField": field,
        "isBucketed": True,
        "scale": "interval",
        "params": {"interval": "auto", "includeEmptyRows": True, "dropPartials": False},
    }


def top(label: str, field: str, number: int, by: str, kind: str = "string") -> Column:
    """Return a bucket for each of the values with the most in the column ``by``."""
    return {
        "label": label,
        "customLabel": True,
        "dataType": kind,
        "operationType": "terms",
        "sourceField": field,
        "isBucketed": True,
        "scale": "ordinal",
        "params": {
            "size": number,
            "orderBy": {"type": "column", "columnId": by},
            "orderDirection": "desc",
            "otherBucket": False,
            "missingBucket": False,
            "parentFormat": {"id": "terms"},
            "include": [],
            "exclude": [],
            "includeIsRegex": False,
            "excludeIsRegex": False,
        },
    }


def number_panel(name: str, title: str, view: View, columns: Columns, only: str = "") -> Object:
    """Return one large number, and a second beside it where there are two columns."""
    first, *second = columns
    shape = {"layerId": LAYER, "layerType": "data", "metricAccessor": first}
    if second:
        shape["secondaryMetricAccessor"] = second[0]
    return _lens(name, title, view, columns, only, ("lnsMetric", shape))


def chart_panel(
    name: str, title: str, view: View, columns: Columns, only: str = "", series: str = "bar_stacked"
) -> Object:
    """Return bars, lines or areas: the first bucket is the axis, a second splits."""
    buckets = [key for key, column in columns.items() if column["isBucketed"]]
    layer = {
        "layerId": LAYER,
        "layerType": "data",
        "seriesType": series,
        "position": "top",
        "showGridlines": False,
        "xAccessor": buckets[0],
        "accessors": [key for key in columns if key not in buckets],
    }
    if len(buckets) > 1:
        layer["splitAccessor"] = buckets[1]
    sides = {"x": True, "yLeft": True, "yRight": True}
    shape = {
        "legend": {"isVisible": True, "position": "right"},
        "preferredSeriesType": series,
        "valueLabels": "hide",
        "fittingFunction": "None",
        "axisTitlesVisibilitySettings": {"x": False, "yLeft": False, "yRight": False},
        "tickLabelsVisibilitySettings": sides,
        "gridlinesVisibilitySettings": sides,
        "labelsOrientation": {"x": 0, "yLeft": 0, "yRight": 0},
        "layers": [layer],
    }
    return _lens(name, title, view, columns, only, ("lnsXY", shape))


def table_panel(name: str, title: str, view: View, columns: Columns, only: str = "") -> Object:
    """Return a table with a column for each of the columns."""
    shape = {
        "layerId": LAYER,
        "layerType": "data",
        "columns": [{"columnId": key, "isTransposed": False} for key in columns],
        "paging": {"size": 10, "enabled": True},
    }
    return _lens(name, title, view, columns, only, ("lnsDatatable", shape))


def ring_panel(name: str, title: str, view: View, columns: Columns, only: str = "") -> Object:
    """Return a ring chart: the parts of a whole."""
    group, metric = columns
    layer = {
        "layerId": LAYER,
        "layerType": "data",
        "primaryGroups": [group],
        "metrics": [metric],
        "numberDisplay": "value",
        "categoryDisplay": "default",
        "legendDisplay": "default",
        "nestedLegend": False,
    }
    return _lens(
        name, title, view, columns, only, ("lnsPie", {"shape": "donut", "layers": [layer]})
    )


def _metric(label: str, operation: str, field: str, **params: Any) -> Column:
    return {
        "label": label,
        "customLabel": True,
        "dataType": "number",
        "operationType": operation,
        "sourceField": field,
        "isBucketed": False,
        "scale": "ratio",
        "params": params,
    }


def _lens(
    name: str,
    title: str,
    view: View,
    columns: Columns,
    only: str,
    drawn: tuple[str, Mapping[str, Any]],
) -> Object:
    order: Sequence[str] = list(columns)
    layer = {
        "columnOrder": order,
        "columns": dict(columns),
        "incompleteColumns": {},
        "ignoreGlobalFilters": False,
        "sampling": 1,
    }
    state = {
        "datasourceStates": {"formBased": {"layers": {LAYER: layer}}},
        "visualization": dict(drawn[1]),
        "query": kuery(only),
        "filters": [],
        "internalReferences": [],
        "adHocDataViews": {},
    }
    attributes = {
        "title": title,
        "description": "",
        "visualizationType": drawn[0],
        "state": state,
    }
    data = reference("index-pattern", view.id, f"indexpattern-datasource-layer-{LAYER}")
    return saved("lens", f"{PREFIX}{name}", attributes, [data])
