from engine_stages import Upper

from briefing.engines.run_stages_on_this_machine import LocalEngine


def test_results_come_in_the_order_of_the_items_and_the_window_bounds_what_is_read():
    taken = []

    def words():
        for number in range(150):
            taken.append(number)
            yield f"w{number}"

    for isolate in (False, True):
        taken.clear()
        results = LocalEngine(isolate=isolate).map(Upper(), words())
        assert next(results) == "W0"
        assert len(taken) == 64
        assert list(results) == [f"W{number}" for number in range(1, 150)]


def test_a_poison_item_is_named_where_the_process_is_beside_this_one():
    (first, lost, last) = LocalEngine(isolate=True).map(Upper(), ["a", "poison", "b"])
    assert (first, lost, last) == ("A", "lost poison: the process that tried was ended by SIGSEGV", "B")
