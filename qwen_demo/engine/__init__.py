"""The vLLM engine: its life cycle, the adapter the page speaks to, and the choice of model."""
