"""Trees over words as white space parts them, read from CoNLL-U."""

from __future__ import annotations

from training.treebanks import read

TREE = """\
# sent_id = 1
# text = The mayor's boat can't sail, she said.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2-3\tmayor's\t_\t_\t_\t_\t_\t_\t_\t_
2\tmayor\tmayor\tNOUN\tNN\t_\t4\tnmod:poss\t_\t_
3\t's\t's\tPART\tPOS\t_\t2\tcase\t_\t_
4\tboat\tboat\tNOUN\tNN\t_\t7\tnsubj\t_\t_
5-6\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
5\tca\tcan\tAUX\tMD\t_\t7\taux\t_\t_
6\tn't\tnot\tPART\tRB\t_\t7\tadvmod\t_\t_
7\tsail\tsail\tVERB\tVB\t_\t10\tccomp\t_\tSpaceAfter=No
8\t,\t,\tPUNCT\t,\t_\t10\tpunct\t_\t_
9\tshe\tshe\tPRON\tPRP\t_\t10\tnsubj\t_\t_
10\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
11\t.\t.\tPUNCT\t.\t_\t10\tpunct\t_\t_
"""


def test_a_word_has_the_head_of_its_part_that_hangs_outside_it(tmp_path):
    path = tmp_path / "tree.conllu"
    path.write_text(f"{TREE}\n", encoding="utf-8")
    (sentence,) = read(path)
    assert sentence.words == ("The", "mayor's", "boat", "can't", "sail,", "she", "said.")
    assert sentence.heads == (2, 3, 5, 5, 7, 7, 0)
    assert sentence.relations == ("det", "nmod:poss", "nsubj", "aux", "ccomp", "nsubj", "root")
    assert sentence.tags == ("DET", "NOUN", "NOUN", "AUX", "VERB", "PRON", "VERB")


def test_a_sentence_whose_words_are_not_those_of_its_text_is_left_out(tmp_path):
    path = tmp_path / "tree.conllu"
    path.write_text(TREE.replace("# text = The mayor's", "# text = The  old mayor's"), encoding="utf-8")
    assert list(read(path)) == []
