"""A sealed value can be opened by its own purpose, under its own key, untouched: by nothing else."""

import pytest

from naerverk_web.sealing.public import SealError, open_value, seal_value

SECRET = {"secret": "JBSWY3DPEHPK3PXP"}


def test_what_is_sealed_comes_back_and_cannot_be_read():
    sealed = seal_value(SECRET, purpose="second step")
    assert open_value(sealed, purpose="second step") == SECRET
    assert b"JBSWY3DPEHPK3PXP" not in sealed
    assert seal_value(SECRET, purpose="second step") != sealed


@pytest.mark.parametrize("harm", [lambda s: s[:-1], lambda s: s[:20] + b"?" + s[21:], lambda s: b"", lambda s: s[:12]])
def test_what_was_touched_is_refused(harm):
    with pytest.raises(SealError):
        open_value(harm(seal_value(SECRET, purpose="second step")), purpose="second step")


def test_another_purpose_and_another_key_open_nothing(settings):
    sealed = seal_value(SECRET, purpose="second step")
    with pytest.raises(SealError):
        open_value(sealed, purpose="intake")
    settings.CONFIDENTIAL_KEY = "another"
    with pytest.raises(SealError):
        open_value(sealed, purpose="second step")
