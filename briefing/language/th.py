"""Thai: what joins its clauses, as a space alone ends its sentences; labels of opinion; what pages say around them."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, Page, SpacedSentences, forms

__all__ = ["LANGUAGE"]

# Behind a space these go on with the sentence: conjunctions, relatives, prepositions, and verbs without a subject.
_HANGS_ON = (
    "และ|หรือ|แต่|เพราะ|เนื่องจาก|เนื่องด้วย|โดย|ซึ่ง|ที่|อัน|เพื่อ|จึง|ดังนั้น|ทำให้|ส่งผล|หลัง|ก่อน|ขณะ|ระหว่าง"
    "|เมื่อ|จน|จาก|ของ|"
    "ใน|บน|ด้วย|กับ|แก่|ต่อ|ตาม|ถึง|รวม|เช่น|ได้แก่|คือ|เป็น|กล่าว|ระบุ|บอก|เผย|ว่า|พร้อม|ยกเว้น|นอกจาก|แทน|ตั้งแต่|"
    "ถ้า|หาก|แม้|เพิ่มขึ้น|ลดลง|สำหรับ|ก็|มี|ไม่ใช่|อย่าง|ประมาณ|กว่า|เกือบ|ทั้ง|แล้ว|มาก|น้อย|สูงสุด|เพียง|เขียน"
    "|เกี่ยวกับ|ใกล้|ประกอบ|เรียง|สั่ง|อีก|ถูก|ตัดสิน|เพิ่ม|ล้าน|บาท|เปอร์เซ็นต์|"
    "นาย|นาง|นางสาว|ดร\\.?(?=\\s|$)|อดีต|ประธาน|ผู้อำนวยการ|โฆษก|รัฐมนตรี|ได้|ให้|ยัง|จะ"
)
# Before a space these wait for what follows.
_LEADS_ON = (
    "ว่า|คือ|และ|หรือ|แต่|เช่น|ได้แก่|เพราะ|โดย|ที่|ซึ่ง|ของ|ใน|กับ|จาก|ถึง|เป็น|เพื่อ|ให้|ดังนี้|อาทิ|นอกจากนี้"
    "|อย่างไรก็ตาม|"
    "ทั้งนี้|ขณะที่|ด้าน|ส่วน|ต่อมา|ดังนั้น|ตามที่|เดือน|วันที่|ปี|เมื่อ|ราว|ประมาณ|อย่างไรก็ดี"
)
# Before the main clause these open another: "if", "when", "according to".
_WAITS = (
    "เมื่อ|หาก|ถ้า|แม้|หลัง|ก่อน|เนื่อง|ขณะ|ระหว่าง|ตาม|ใน|จาก|สำหรับ|นอกจาก|ด้วย|ตั้งแต่|เพื่อ|เพราะ|นับ|ตลอด|ที่"
    "|ซึ่ง|ณ|โดย|"
    "ปัจจุบัน|อย่างไรก็|ทั้งนี้|ทว่า"
)

LANGUAGE = Language(
    code="th",
    numbers=NumberWords(
        scales=forms(
            ("พัน", 1e3), ("หมื่น", 1e4), ("แสน", 1e5), ("ล้าน", 1e6), ("พันล้าน", 1e9), ("หมื่นล้าน", 1e10), ("แสนล้าน", 1e11)
        )
    ),
    denial=re.compile(r"ไม่(?!ว่า)|มิได้|ไร้|ปราศจาก"),
    spaced=SpacedSentences(
        hangs_on=re.compile(rf"(?:{_HANGS_ON})"),
        leads_on=re.compile(rf"(?:{_LEADS_ON})$"),
        waits=re.compile(rf"(?:{_WAITS})"),
        shortest=24,
    ),
    article_kinds={
        "opinion": ("บทบรรณาธิการ", "คอลัมน์", "คอลัมนิสต์", "ทัศนะ", "บทความแสดงความคิดเห็น"),
        "analysis": ("วิเคราะห์", "บทวิเคราะห์"),
        "satire": ("ล้อเลียน", "เสียดสี"),
        "sponsored": ("โฆษณา", "บทความโฆษณา", "เนื้อหาโฆษณา"),
    },
    page=Page(
        junk=(
            r"(?:ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม|อ่านข่าวเพิ่มเติม|ติดตามข่าว)\s*[:：]?.{0,60}$",
            r"(?:ที่มา|ภาพ|เครดิตภาพ)\s*[:：©].{0,80}$",
        ),
    ),
)
