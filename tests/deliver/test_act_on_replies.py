from briefing.deliver import act_on_replies


def test_the_servers_enhanced_code_is_found_at_the_beginning_only():
    assert act_on_replies.enhanced("5.1.1 no such person") == "5.1.1"
    assert act_on_replies.enhanced("see 5.1.1") == ""
