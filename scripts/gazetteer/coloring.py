"""Permanent assignment of a cloth to each county that none of its neighbors has."""

from collections import Counter

TINTS = ("a", "b", "c", "d")
# One pair per tint: the plain cloth and the print of the same dye.
CLOTHS = (("gold", "stripe"), ("cotton", "check"), ("clay", "dots"), ("pine", "cross"))


def four_colors(neighbors):
    """Return a number from 0 to 3 for each node of a planar graph, evenly distributed."""
    colors = _color_rest({}, neighbors)
    assert colors is not None, "a planar map has four colors"
    return colors


def cloths(colors, west_to_east):
    """Return a cloth for each county, alternating plain and print within a color from west to east."""
    turns = Counter()
    result = {}
    for county in west_to_east:
        color = colors[county]
        result[county] = CLOTHS[color][turns[color] % 2]
        turns[color] += 1
    return result


def _color_rest(colors, neighbors):
    """Color the most constrained node first, and backtrack if no color fits."""
    if len(colors) == len(neighbors):
        return colors

    def constraint(node):
        return len({colors[n] for n in neighbors[node] if n in colors}), len(neighbors[node]), node

    node = max((n for n in neighbors if n not in colors), key=constraint)
    used = Counter(colors.values())
    taken = {colors[n] for n in neighbors[node] if n in colors}
    for color in sorted(set(range(4)) - taken, key=lambda color: (used[color], color)):
        result = _color_rest({**colors, node: color}, neighbors)
        if result:
            return result
    return None
