"""How the Kreis looks after what members write.

Queue: what waits, and the decisions about it. Log: every act of the staff, kept.
"""
