# ruff: noqa: E501
"""Sentences that carry a request, whatever it is about: "Could you tell me ...?", "麻烦你看看...。".

A request takes one of four forms: a noun phrase, an indirect question, a direct one, or a thing to do. Questions about
pictures, questions about the model and what it can't do all come in the same carriers, so that no carrier gives the kind away.
"""

CARRIERS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "noun": (
            "Could you tell me {it}?", "Could you name {it}?", "Can you determine {it}?", "Would you give me {it}?", "Please state {it}.", "Please determine {it}.", "Kindly give {it}.", "I need {it}.", "I'd like to have {it}.", "Report {it}.", "Write down {it}.", "Work out {it}, please.", "In this {img}, what is {it}?", "Do you know {it}?", "Could you work out {it}?", "Can you see {it}?", "Let me have {it}.",
            "Could you identify {it}?", "Can you identify {it}?", "Please identify {it}.", "Identify {it}.", "Identify {it}, please.", "Help me identify {it}.", "Can you help me identify {it}?", "Help me determine {it}.", "Please tell me {it}.", "Tell me {it}, please.", "I'd like to know {it}.", "I would like to know {it}.", "I want to know {it}.", "I am interested in {it}.", "May I know {it}?", "May I ask {it}?",
            "Would you mind telling me {it}?", "Would you be so kind as to tell me {it}?", "Could you let me know {it}?", "Could you please give me {it}?", "Could you provide {it}?", "Would you kindly tell me {it}?", "Are you able to tell me {it}?", "Please give me {it}.", "Please report {it}.", "Please specify {it}.", "State {it}.", "Let me know {it}.", "Say {it}, please.", "What is {it}, please?", "What would be {it}?", "Just {it}, please.", "I'm asking for {it}.", "Look at the {img} and tell me {it}.", "Looking at the {img}, what is {it}?", "Please look at the {img} and name {it}.",
        ),
        "clause": (
            "Could you tell me {it}?", "Can you tell me {it}?", "Could you please tell me {it}?", "Please tell me {it}.", "Tell me {it}.", "Tell me {it}, please.", "I'd like to know {it}.", "I would like to know {it}.", "I'd love to know {it}.", "I want to know {it}.", "I need to know {it}.", "I wonder {it}.", "I was wondering {it}.", "Could you say {it}?", "Could you identify {it}?", "Help me find out {it}.", "Help me understand {it}.", "Help me see {it}.",
            "Can you help me find out {it}?", "Can you figure out {it}?", "Could you figure out {it}?", "Do you know {it}?", "Do you happen to know {it}?", "Can you say {it}?", "Are you able to tell me {it}?", "Would you tell me {it}?", "Would you mind telling me {it}?", "Would you be so kind as to tell me {it}?", "Let me know {it}.", "Please let me know {it}.", "Please say {it}.", "Please explain {it}.", "May I ask {it}?", "May I know {it}?", "Might I ask {it}?", "Look at the {img} and tell me {it}.",
            "Have a look at the {img} and say {it}.", "From this {img}, tell me {it}.", "Please look at the {img} and tell me {it}.", "Look closely at the {img}: I want to know {it}.", "It would help me to know {it}.", "My question is {it}.", "I'm curious {it}.", "I'm not sure {it}.", "Say {it}.", "Remind me {it}.", "Can you check {it}?", "Could you check {it} for me?", "Please find out {it}.",
        ),
        "direct": (
            "In this {img}, {it}?", "In the {img}, {it}?", "In my {img}, {it}?", "Looking at this {img}, {it}?", "According to the {img}, {it}?", "Judging by the {img}, {it}?", "From what you see in the {img}, {it}?", "Excuse me, {it}?", "Sorry, {it}?", "Hey, {it}?", "Quick question: {it}?", "One question: {it}?", "My question: {it}?", "One more thing: {it}?", "Please answer this: {it}?", "Please, {it}?", "Well, {it}?", "Alright, {it}?", "Next: {it}?", "{it}, please?", "{it}, would you say?", "{it}, do you think?", "{it}, can you tell?",
            "{it} in this {img}?", "{it} in the {img} here?", "{it} in my {img}?", "{it}? Please tell me.", "{it}? Thank you.", "{it}? Thanks in advance.", "{it}? I'd like to know.", "{it}? Look at the {img}.",
        ),
        "to_do": (
            "Please {it}.", "Could you {it}?", "Can you {it}?", "Can you please {it}?", "Would you {it}?", "Would you please {it}?", "Could you please {it}?", "Could you {it}, please?", "Could you kindly {it}?", "Kindly {it}.", "I want you to {it}.", "I'd like you to {it}.", "I would like you to {it}.", "Help me {it}.", "Please help me {it}.", "Can you help me {it}?", "Could you help me {it}?", "Your task is to {it}.", "Look at the {img} and {it}.",
            "Try to {it}.", "I need you to {it}.", "Now {it}.", "In this {img}, {it}.", "Go ahead and {it}.", "Are you able to {it}?", "Would you be able to {it}?", "Would you be so kind as to {it}?", "Is it possible for you to {it}?", "{it}.", "{it}, please.", "{it} for me.", "{it}. Thanks!", "{it}, thank you.", "{it} if you can.", "I'd be glad if you could {it}.", "Next, {it}.", "Just {it}.",
        ),
    },
    "zh": {
        "noun": (
            "请告诉我{it}。", "能不能说一下{it}?", "请确定{it}。", "请写出{it}。", "我想了解{it}。", "你知道{it}吗?", "请判断{it}。", "麻烦说明{it}。", "帮我确认{it}。", "请报一下{it}。", "这张{img}中,{it}是什么?",
            "请帮我看看{it}。", "帮我看一下{it}。", "帮我看看{it}。", "请辨认{it}。", "请辨认一下{it}。", "请识别{it}。", "请识别一下{it}。", "能识别{it}吗?", "你能看出{it}吗?", "能告诉我{it}吗?", "能不能告诉我{it}?", "可以告诉我{it}吗?", "请说说{it}。", "请说出{it}。", "请指明{it}。", "请问{it}是什么?", "麻烦告诉我{it}。", "麻烦你告诉我{it}。", "麻烦你看看{it}。", "我想知道{it}。", "我需要知道{it}。",
            "请给出{it}。", "帮我确定{it}。", "能否说明{it}?", "可否告诉我{it}?", "告诉我{it}吧。", "告诉我{it},谢谢。", "说一下{it}好吗?", "帮忙看看{it}。", "看{img}告诉我{it}。", "请看{img},说出{it}。", "你来说说{it}。", "回答我{it}。", "请介绍一下{it}。", "请问您知道{it}吗?",
        ),
        "clause": (
            "请告诉我{it}。", "告诉我{it}。", "告诉我{it}吧。", "能不能告诉我{it}?", "能告诉我{it}吗?", "可以告诉我{it}吗?", "可不可以告诉我{it}?", "请帮我看看{it}。", "帮我看看{it}。", "帮我看一下{it}。", "帮我看看{it}吧。", "能帮我看看{it}吗?", "麻烦你看看{it}。", "麻烦看一下{it}。", "麻烦告诉我{it}。", "麻烦你告诉我{it}。", "麻烦您说一下{it}。", "请问{it}?", "请问一下,{it}?", "请问{it}呢?", "我想知道{it}。", "我想问一下{it}。", "我想问问{it}。", "我很想知道{it}。", "你看看{it}。",
            "你能看出{it}吗?", "你知道{it}吗?", "你能说说{it}吗?", "请说说{it}。", "请说一下{it}。", "看一下{img},{it}?", "这张{img}里,{it}?", "在这张{img}中,{it}?", "{img}中{it}?", "{it}呢?", "{it}呀?", "{it}啊?", "{it}?谢谢!", "{it}?请告诉我。", "请你说明{it}。", "请判断一下{it}。", "请回答,{it}?", "劳驾,{it}?", "不好意思,{it}?", "打扰一下,{it}?", "帮忙看看{it}。", "我想请教一下,{it}?", "你觉得{it}?", "你说{it}?", "说说看,{it}?", "想问下{it}?", "想知道{it}。", "看{img}回答:{it}?",
        ),
        "direct": (),
        "to_do": (
            "请{it}。", "请你{it}。", "帮我{it}。", "请帮我{it}。", "麻烦你{it}。", "麻烦{it}。", "麻烦帮我{it}。", "麻烦您{it}一下。", "能不能{it}?", "能不能帮我{it}?", "你能{it}吗?", "可以{it}吗?", "可以帮我{it}吗?", "能帮我{it}吗?", "你能帮我{it}吗?", "我想让你{it}。", "我想请你{it}。", "我需要你{it}。", "我要你{it}。", "在这张{img}中{it}。", "看{img},{it}。", "请在{img}里{it}。", "{it},谢谢。", "{it},谢谢!", "{it}好吗?", "{it}可以吗?", "{it}吧。", "{it}。", "试着{it}。", "请试着{it}。", "请你帮忙{it}。", "帮忙{it}。", "现在{it}。", "接下来{it}。", "能否{it}?", "劳烦{it}。",
        ),
    },
}  # fmt: skip


def carried(
    phrases: dict[str, tuple[str, ...]], lang: str, beside_pictures: bool
) -> tuple[str, ...]:
    """Each phrase, by its form, in each carrier of that form; only with `beside_pictures` in those that speak of a picture."""
    return tuple(
        as_sentence(carrier.replace("{it}", phrase))
        for form, them in phrases.items()
        for carrier in CARRIERS[lang][form]
        if beside_pictures or "{img}" not in carrier
        for phrase in them
    )


def as_sentence(text: str) -> str:
    return text if text.startswith("{") else text[0].upper() + text[1:]
