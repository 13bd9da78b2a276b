from briefing.runtime import provenance


def test_the_fingerprint_names_code_and_packages(monkeypatch):
    provenance.code_fingerprint.cache_clear()
    own = provenance.code_fingerprint()
    provenance.code_fingerprint.cache_clear()
    assert provenance.code_fingerprint() == own
    provenance.code_fingerprint.cache_clear()
    monkeypatch.setattr(provenance, "versions", lambda: {"trafilatura": "0.0.1"})
    assert provenance.code_fingerprint() != own
    provenance.code_fingerprint.cache_clear()


def test_packages_that_results_rest_on_are_named():
    assert {"python", "torch", "trafilatura", "sentencex"} <= provenance.versions().keys()
