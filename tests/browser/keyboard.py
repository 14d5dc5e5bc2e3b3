"""A page used with only the keyboard."""

MOST_TABS = 250


def tab_to(target):
    """Presses Tab until the element has the focus."""
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} times Tab don’t lead to {target}")


def press(target, key="Enter"):
    tab_to(target)
    target.page.keyboard.press(key)
