"""One admission gate for both faces: who may use the engine now, who waits, who is turned away.

Knows asyncio only. A slot is held until the caller's `async with` ends, so around a stream it covers the last byte.
"""
