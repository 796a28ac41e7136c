"""Both languages say the same things, and every spelling of Chinese is Chinese."""

import string

import pytest

from qwen_demo.ui.texts import CHINESE, ENGLISH, NOTES, locale_to_language, say


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts_with_the_same_values():
    for english, chinese in ((ENGLISH, CHINESE), (NOTES["en"], NOTES["zh"])):
        assert english.keys() == chinese.keys()
        for key in english.keys() - {"prompt_find"}:
            assert fields(english[key]) == fields(chinese[key]), key


@pytest.mark.parametrize("locale", ["zh", "zh-CN", "zh-TW", "zh-Hans", "zh-Hans-CN", "ZH_hk"])
def test_spellings_of_chinese(locale):
    assert locale_to_language(locale) == "zh"


@pytest.mark.parametrize("locale", ["en-US", "fr", "", "zha"])
def test_all_else_is_english(locale):
    assert locale_to_language(locale) == "en"


def test_braces_in_prompts_are_left_alone():
    assert '{"bbox_2d"' in say("en", "prompt_find")
