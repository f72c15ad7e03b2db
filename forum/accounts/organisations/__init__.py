"""Towns, companies, clubs, schools: who takes part in the alliance as more than one.

Organisation: an entry of the directory with a page, a contact and people of its own.
Belonging: somebody works for it here, as owner or editor. Owner: answers for the page,
invites others and hands it over. Editor: writes for it. Vacant: there is no owner.
"""
