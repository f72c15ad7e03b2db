"""The forum itself: what members begin to talk about.

Thread: a conversation under a title. Topic: what kind of conversation it is – a
question, an idea, something offered. Answers are comments below it.
"""
