"""The words for things in English and Chinese. Answers use the first word of each list, questions
any of them.
"""

from training.world import COLOURS, Thing

LANGUAGES = ("en", "zh")

SHAPE_WORDS = {
    "en": {
        "circle": ("circle",),
        "square": ("square",),
        "triangle": ("triangle",),
        "star": ("star",),
        "diamond": ("diamond", "diamond", "rhombus"),
        "cross": ("cross", "cross", "plus sign"),
    },
    "zh": {
        "circle": ("圆形", "圆形", "圆", "圆圈"),
        "square": ("正方形", "正方形", "方块", "方形"),
        "triangle": ("三角形",),
        "star": ("星形", "星星", "五角星"),
        "diamond": ("菱形",),
        "cross": ("十字形", "十字形", "十字", "加号"),
    },
}
COLOUR_WORDS = {
    "en": {
        name: (name,)
        for name in COLOURS
    },
    "zh": {
        "red": ("红色",), "green": ("绿色",), "blue": ("蓝色",), "yellow": ("黄色",),
        "orange": ("橙色", "橘色"),
        "purple": ("紫色",), "pink": ("粉色", "粉红色"), "brown": ("棕色", "褐色"),
        "black": ("黑色",),
        "white": ("白色",), "gray": ("灰色",), "cyan": ("青色",),
    },
}  # fmt: skip
COLOUR_WORDS["en"]["gray"] = ("gray", "gray", "grey")
BACKGROUND_WORDS = {
    "white": "白色", "black": "黑色", "gray": "灰色", "light blue": "浅蓝色",
    "light green": "浅绿色", "light yellow": "浅黄色", "dark blue": "深蓝色", "brown": "棕色",
}  # fmt: skip
PLACE_WORDS = {
    "en": (
        ("top left", "top", "top right"),
        ("left", "center", "right"),
        ("bottom left", "bottom", "bottom right"),
    ),
    "zh": (("左上角", "上方", "右上角"), ("左侧", "中间", "右侧"), ("左下角", "下方", "右下角")),
}
ZH_NUMBERS = ("零", "一", "两", "三", "四")
ORDINALS = {"en": ("first", "second", "third"), "zh": ("一", "二", "三")}


def article(word: str) -> str:
    return "an" if word[0].lower() in "aeiou" else "a"


def plural(word: str) -> str:
    return "crosses" if word == "cross" else "rhombuses" if word == "rhombus" else word + "s"


def shape_word(lang: str, shape: str) -> str:
    return SHAPE_WORDS[lang][shape][0]


def colour_word(lang: str, colour: str) -> str:
    return COLOUR_WORDS[lang][colour][0]


def background_word(lang: str, background: str) -> str:
    return background if lang == "en" else BACKGROUND_WORDS[background]


def label(lang: str, thing: Thing) -> str:
    """What a box of the thing is labelled, and what it is called: "red circle"."""
    gap = " " if lang == "en" else "的"
    return colour_word(lang, thing.colour) + gap + shape_word(lang, thing.shape)
