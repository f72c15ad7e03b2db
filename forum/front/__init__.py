"""The first page, which composes what others offer and writes nothing."""
