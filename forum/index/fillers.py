"""Words that almost every text has, folded as the analyser does it."""

_GERMAN = (
    "aber als am an auch auf aus bei beim da das dass dem den der des die doch du ein "
    "eine einem einen einer eines er es fur geht gibt hat haben ich ihr im in ist kann "
    "kein keine komme kommt man mehr mich mir mit nach nicht noch nur ob oder sich sie "
    "sind so soll uber um und unser unter vom von vor wann war warum was welche wenn "
    "wer werden wie wir wird wo zu zum zur"
)
_SWEDISH = (
    "att av de det en ett for fran hur i jag med och om pa som till vad var vi vid"
)
_ENGLISH = (
    "a and are at be by can do does for from how is it not of on or that the this to "
    "we what when where who why with you"
)

FILLERS = frozenset(f"{_GERMAN} {_SWEDISH} {_ENGLISH}".split())
