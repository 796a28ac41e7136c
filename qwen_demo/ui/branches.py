"""The versions of a conversation that editing and regenerating leave behind.

The one shown is Session.history and is not in here; the others stand before and after it.
"""

from dataclasses import dataclass

from qwen_demo.messages import History


@dataclass(frozen=True, slots=True)
class Branches:
    """All versions of a conversation but the one shown, oldest first."""

    earlier: tuple[History, ...] = ()
    later: tuple[History, ...] = ()

    @property
    def count(self) -> int:
        """How many versions there are, the one shown included."""
        return len(self.earlier) + 1 + len(self.later)

    @property
    def shown(self) -> int:
        """The place of the version shown, from 0."""
        return len(self.earlier)

    def leaving(self, left: History) -> "Branches":
        """The branches once a new version is shown, the newest; `left` was shown until now."""
        return Branches((*self.earlier, left, *self.later))

    def at(self, index: int, shown: History) -> tuple[History, "Branches"]:
        """(the version at an index, the branches around it); `shown` was shown until now.

        Raises: IndexError.
        """
        versions = (*self.earlier, shown, *self.later)
        return versions[index], Branches(versions[:index], versions[index + 1 :])
