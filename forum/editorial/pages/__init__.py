"""Service pages: imprint, privacy, accessibility, rules of the game, help.

Each lies as a text in three languages beside this file; the operator fills in what is
marked. A barrier report is a letter to the Kreis from somebody who could not get on.
"""
