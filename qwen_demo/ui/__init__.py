"""The chat page: Gradio only, and an engine that it knows as chat.ChatEngine."""
