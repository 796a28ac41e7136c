"""Colours and type of the page as a Gradio theme.

Assets/style.css does the layout. Only fonts that are already there.
"""

import gradio as gr

FONT = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "PingFang SC", "Microsoft YaHei"]
FONT += ["Noto Sans CJK SC", "sans-serif"]
MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]


def build_theme() -> gr.themes.Base:
    """A calm theme: near-white or near-black, one violet accent."""
    theme = gr.themes.Base(
        primary_hue="violet",
        neutral_hue="zinc",
        radius_size="lg",
        font=FONT,
        font_mono=MONO,
    )
    return theme.set(
        body_background_fill="#ffffff",
        body_background_fill_dark="#161618",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_shadow="none",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        block_label_text_color="*neutral_600",
        block_label_text_color_dark="*neutral_300",
        block_title_text_weight="500",
        input_background_fill="#ffffff",
        input_background_fill_dark="#202024",
        button_secondary_background_fill="transparent",
        button_secondary_background_fill_dark="transparent",
        button_secondary_border_color="*neutral_300",
        button_secondary_border_color_dark="*neutral_700",
        button_border_width="1px",
    )
