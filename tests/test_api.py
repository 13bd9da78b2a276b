import briefing


def test_the_public_names_are_sorted_and_all_there():
    assert briefing.__all__ == sorted(briefing.__all__)
    for name in briefing.__all__:
        assert getattr(briefing, name).__module__.startswith("briefing")
    assert set(briefing.__all__) < set(dir(briefing))


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(briefing, "summarise_everything")


def test_functions_are_not_hidden_by_folders_of_the_same_name():
    from briefing.language import detect_language as language
    from briefing.summarize import summarize_article

    assert callable(briefing.extract)
    assert callable(briefing.summarize)
    assert callable(language.detect)
    assert callable(summarize_article.summarize)
