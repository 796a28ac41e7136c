"""The panel's Find tab: what to find, how answers are read, what to save, a region to ask about."""

from typing import Any

import gradio as gr

REGION_SIDES = ("x1", "y1", "x2", "y2")


def build_find(ui: dict[str, Any], i18n: gr.I18n) -> None:
    """The search, the reading of coordinates, the export; below them the region."""
    ui["find_query"] = gr.Textbox(
        "", label=i18n("find_query"), placeholder=i18n("find_query_placeholder"), max_lines=4
    )
    ui["find_points"] = gr.Checkbox(False, label=i18n("find_points"), container=False)
    ui["find"] = gr.Button(i18n("find"), size="sm", variant="primary")
    ui["has_pixels"] = gr.Checkbox(False, label=i18n("has_pixels"), container=False)
    ui["save_boxes"] = gr.Button(i18n("save_boxes"), size="sm")
    with gr.Accordion(i18n("region"), open=False) as ui["region"]:
        build_region(ui, i18n)


def build_region(ui: dict[str, Any], i18n: gr.I18n) -> None:
    """A picture to drag a box on (assets/page.js), the box as numbers, and what to do with it."""
    ui["region_picture"] = gr.Dropdown([], label=i18n("region_picture"), visible=False)
    ui["region_view"] = gr.HTML("", container=False)
    ui["region_info"] = gr.Markdown(i18n("region_info"), container=False)
    with gr.Row(elem_classes="region-sides"):
        for side in REGION_SIDES:
            ui[f"region_{side}"] = gr.Number(
                None, label=i18n(f"region_{side}"), precision=0, min_width=60
            )
    ui["region_question"] = gr.Textbox("", label=i18n("region_question"), max_lines=4)
    ui["region_crop"] = gr.Checkbox(True, label=i18n("region_crop"), container=False)
    with gr.Row():
        ui["ask_region"] = gr.Button(i18n("ask_region"), size="sm", min_width=0)
        ui["zoom"] = gr.Button(i18n("zoom"), size="sm", min_width=0)
