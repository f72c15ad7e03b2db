"""What people in the Kreis do for the climate, told by those who do it.

Project: a write-up with a title, a story and pictures. Status: how far it is. Result: a
figure with its unit and where it comes from; all of them are statements of the group.
Cover: the first picture, or fields drawn from its number while there is none.
"""
