import pytest

from briefing.language.split_sentences import split


def pieces(text):
    return [text[start:end] for start, end in split(text, 0, len(text), "th")]


@pytest.mark.parametrize(
    "expected",
    [
        ["เทศบาลเมืองปิดท่าเรือเก่าเมื่อวันศุกร์", "คนงานสี่สิบคนต้องหางานใหม่ภายในเดือนหน้า"],
        # A conjunction, a figure and a name do not end a sentence.
        ["เทศบาลเมืองปิดท่าเรือเก่าเมื่อวันศุกร์ เพราะพื้นไม้ผุและไม่ปลอดภัย", "คนงานสี่สิบคนต้องหางานใหม่ภายในเดือนหน้า"],
        ["ค่าซ่อมท่าเรือเก่าของเมืองอยู่ที่ 12.5 ล้านบาท"],
        ["วิศวกรใหญ่ของเมือง วิชัย มั่นคง กล่าวว่างานซ่อมจะเสร็จก่อนฤดูฝน"],
        # What opens with "if" waits for its main clause.
        ["หากฝนตกหนักในสัปดาห์หน้า ชาวบ้านริมแม่น้ำจะต้องย้ายออกจากบ้าน"],
    ],
)
def test_a_space_ends_a_sentence_between_clauses_of_their_own(expected):
    assert pieces(" ".join(expected)) == expected


def test_a_quotation_is_not_torn():
    text = "นายกเทศมนตรีเมืองกล่าวเมื่อวานว่า “เราจะซ่อมท่าเรือเก่าให้เสร็จโดยเร็ว ไม่มีใครต้องตกงานเพราะเรื่องนี้แน่นอน”"
    assert pieces(text) == [text]


def test_other_languages_are_not_cut_at_spaces():
    text = "बंदरगाह शुक्रवार को बंद हुआ और मज़दूर घर लौट गए"
    assert [text[start:end] for start, end in split(text, 0, len(text), "hi")] == [text]
