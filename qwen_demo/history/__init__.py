"""Conversations kept on the server: a database of messages, and files for what they show.

Knows neither the page nor the engine. All of it is synchronous: call it in a thread.
"""
