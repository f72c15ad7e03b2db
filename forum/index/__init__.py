"""Words to ids.

The index knows which words stand in which entry and answers a search with the ids of
entries, best first. It knows no kinds and no rights: it proposes, the database
disposes. It is the only place that knows Whoosh, and it may be thrown away at any
time: the database can always fill it again.

- **word form**: how a word is kept: folded (one spelling: Wärme = Waerme = Warme) and
  as a stem (one ending: Radwege = Radweg).
- **generation**: one complete index in its own folder; `CURRENT` names the one in use.
- **broken**: missing or unreadable. Searches answer with nothing and say so.
- **outdated**: made by an older analyser. Still usable, better built anew.
"""
