"""Every picture of ours is drawn from these parts: icons, fields, figures.

Classes alone give the colours, so that light and dark share one drawing and a strict
content policy holds. Large drawings that never change lie in templates/drawings.
"""
