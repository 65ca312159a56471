"""Embargoes and withdrawals in many wordings and languages, and lines that are like them and are neither."""

from __future__ import annotations

import pytest

from convert.readers.text.envelopes.status.embargoes import read_embargo
from convert.readers.text.envelopes.status.holds import HoldKind, find_holds, open_holds
from convert.readers.text.envelopes.status.notes import states_embargo, withdraws_copy

pytestmark = pytest.mark.sampled(3)

EMBARGOES = (
    "EMBARGO: Not for publication before 00.01 hrs on Sunday 9 March 2025",
    "Not to be published, broadcast or posted online before 6 p.m. on May 8",
    "[EMBARGOED – CHECK AGAINST DELIVERY – 10am BST 14 May 2025]",
    "This release is embargoed until 5 p.m. ET on March 4, 2025",
    "The following material is under embargo until Thursday 6 March at 10.00 GMT",
    "MEDIA EMBARGO: 6 March 2025, 10.00 GMT",
    "News embargo until Sunday, March 9",
    "Press embargo – 7 March 2025, 9am",
    "FOR RELEASE 8:30 A.M. EDT, FRIDAY, MARCH 7, 2025",
    "For release at 2:00 p.m. EST February 19, 2025",
    "For release on delivery",
    "FOR USE ON OR AFTER SUNDAY, MARCH 9",
    "For publication on Sunday 9 March",
    "Not for use before 10 March",
    "Do not distribute before 10 March",
    "Must not be used before 6pm on Monday",
    "No use before 0600 GMT",
    "Publication before noon on Tuesday is strictly prohibited",
    "Embargo lifts: 10 March 2025 at 09:00 CET",
    "Embargo lifts at 09:00 CET on 10 March 2025",
    "Embargo date: 10 March 2025",
    "Release date: EMBARGOED to 10 March 2025",
    "CONFIDENTIAL – EMBARGOED UNTIL 6 MAY 2025",
    "*EMBARGOED* 00.01 Thursday 6 March",
    "Strictly private and confidential: embargoed until 6 May",
    "NOTE EMBARGO: 6 May 2025 at 10am",
    "(EMBARGO: 5 pm Monday)",
    "Please respect the embargo of 10 March, 09:00 CET",
    "Please observe the following embargo: 10 March 2025, 09:00 CET",
    "Achtung, Sperrfrist! Frei ab Redebeginn – Es gilt das gesprochene Wort",
    "Frei zur Veröffentlichung ab 12. April 2025, 0.00 Uhr",
    "Sperrfrist Redebeginn",
    "Sperrvermerk: Nicht vor dem 12. April 2025, 10 Uhr veröffentlichen",
    "Sendesperrfrist: Sonntag, 18.00 Uhr",
    "Veröffentlichung erst ab 12. April, 10 Uhr",
    "Bitte Sperrfrist beachten: 12. April 2025, 10 Uhr",
    "Bitte beachten Sie die Sperrfrist: Samstag, 12. April 2025, 10 Uhr MESZ",
    "Nicht vor Freitag, 10 Uhr, veröffentlichen",
    "Diese Meldung ist gesperrt bis Freitag, 12. April, 10 Uhr",
    "Diese Pressemitteilung unterliegt einer Sperrfrist bis zum 12. April 2025, 10 Uhr",
    "EMBARGO: 12.4.2025, 10 Uhr",
    "Frei für Montagausgaben",
    "(Frei für Samstag, 12. April)",
    "Vorab zur Veröffentlichung am 12. April – frei ab 18 Uhr",
    "Embargo : mardi 4 mars 2025, 6 h",
    "Diffusion interdite avant le 4 mars 2025 à 6 h",
    "Diffusion autorisée à partir du 4 mars à 6 h",
    "À diffuser à partir du mardi 4 mars, 18h00",
    "Ce communiqué est sous embargo jusqu'au 4 mars 2025 à 6 h",
    "Embargo levé le 4 mars 2025 à 6h00",
    "Texte sous embargo – ne pas publier avant 18 heures",
    "ATTENTION EMBARGO : mercredi 20h",
    "NO PUBLICAR HASTA EL 4 DE MARZO",
    "Información embargada hasta el 4 de marzo a las 10.00",
    "Nota embargada hasta las 12 horas del martes",
    "Prohibida su difusión antes del 4 de marzo a las 10 h",
    "Para publicar a partir del domingo 9 de marzo",
    "Embargo: 4 de marzo de 2025, 10:00 (hora peninsular)",
    "Da non pubblicare prima delle 17 di giovedì",
    "Notizia sotto embargo fino alle 17 del 20 marzo 2025",
    "Diffusione vietata prima del 20 marzo",
    "Proibida a divulgação antes das 18h de 5 de abril",
    "Não publicar até 5 de abril",
    "Embargo: 5 de abril de 2025, 18h00",
    "Niet publiceren vóór donderdag 13.00 uur",
    "Vrijgegeven voor publicatie vanaf 6 maart, 13.00 uur",
    "EMBARGO: donderdag 6 maart, 13.00 uur",
    "Embargo t/m 6 maart 2025",
    "Får ej publiceras före den 11 mars kl. 09.00",
    "Embargo: 11 mars 2025 kl 09.00",
    "Må ikke offentliggøres før 11. marts kl. 9",
    "Klausuleret til tirsdag den 11. marts kl. 9",
    "Sperrefrist: tirsdag 11. mars kl. 09.00",
    "Må ikke publiseres før 11. mars",
    "Julkaisuvapaa 11.3.2025 klo 9.00",
    "Embargo 11.3. klo 9 asti",
    "Ei julkaistavaksi ennen 11.3. klo 9",
    "Do publikacji od 14 marca, godz. 12",
    "Zakaz publikacji do 14 marca",
    "Nie publikować przed 14 marca",
    "EMBARGO: 14. března 2025, 12 hodin",
    "Zákaz zveřejnění do 14. března 12.00",
    "Nezveřejňovat před 14. březnem",
    "Embargó: március 14., 12 óra",
    "Közölhető: március 14. 12 órától",
    "Nem közölhető március 14. 12 óra előtt",
    "EMBARGO până la 14 martie, ora 12:00",
    "A nu se publica înainte de 14 martie",
    "Не публиковать до 12:00 мск 18 марта",
    "Публикация разрешена с 18 марта 12.00",
    "Эмбарго: 18 марта 2025, 12:00 МСК",
    "Ембарго до 12:00 18 березня",
    "Не оприлюднювати до 18 березня",
    "18 Mart Salı saat 10.00'a kadar ambargoludur",
    "AMBARGO: 18 Mart 2025, 10.00",
    "18 Mart saat 10.00'dan önce yayımlanmamalıdır",
    "ΕΜΠΑΡΓΚΟ ΕΩΣ 18 ΜΑΡΤΙΟΥ 2025, 10:00",
    "Να μη δημοσιευθεί πριν από τις 10:00 της 18ης Μαρτίου",
    "يحظر النشر قبل الساعة 10:00 من يوم 12 مارس",
    "للنشر بعد الساعة 10:00 يوم 12 مارس",
    "ممنوع من النشر حتى 12 مارس",
    "אמברגו עד 12 במרץ בשעה 10:00",
    "אין לפרסם לפני 12 במרץ בשעה 10:00",
    "לפרסום החל מ-12 במרץ בשעה 10:00",
    "報道解禁日時：2025年3月21日（金）午後2時（日本時間）",
    "【3月21日午前0時解禁】",
    "情報解禁日：2025年3月21日 14:00",
    "※本件の報道は3月21日午後2時以降にお願いいたします",
    "3月21日朝刊以降",
    "【请勿在3月15日10时前发布】",
    "禁止在3月15日10时之前发布",
    "3月15日10时后方可播发",
    "解禁时间：2025年3月15日10时",
    "稿件发布时间不得早于3月15日10时",
    "3월 20일(목) 조간부터 보도해 주시기 바랍니다.",
    "보도시점: 2025. 3. 20.(목) 12:00 이후",
    "3월 20일 12시 이후 보도 가능",
    "AP-ADV-Sunday, May 18",
    "For use Sunday, May 18, and thereafter",
    "Bitte beachten: Veröffentlichung erst nach Ende der Sitzung am 4. März",
)

KILLS = (
    "KILL",
    "Editors: please kill the story slugged BRIDGE",
    "RETRACTION: This story has been withdrawn",
    'NOTICE TO EDITORS: The story "Bridge falls" has been retracted. Do not use.',
    "Please delete our 1412 GMT item BRIDGE. It was sent by mistake.",
    "STORY KILL - Bridge",
    "Bulletin KILL: BRIDGE",
    "WITHDRAWAL: Bridge story",
    "ADVISORY: STORY WITHDRAWN",
    "CANCEL: please cancel our story on the bridge",
    "Recall: the item BRIDGE is recalled, please do not use",
    "EILT: Meldung zurückgezogen",
    "Meldung bitte streichen: Brücke eingestürzt",
    "Die Meldung «Brücke eingestürzt» (14.12 Uhr) ist gegenstandslos. Bitte nicht verwenden.",
    "ACHTUNG REDAKTIONEN: Bitte verwenden Sie die Meldung «Brücke eingestürzt» nicht.",
    "Widerruf: Meldung «Brücke eingestürzt» ist falsch",
    "Die dpa zieht die Meldung «Brücke eingestürzt» zurück.",
    "ANNULER notre dépêche « Un pont s'effondre »",
    "Prière d'annuler notre dépêche intitulée « Un pont s'effondre » (14h12).",
    "Merci d'annuler la dépêche « Un pont s'effondre »",
    "AVIS AUX ABONNÉS: nous retirons notre information « Un pont s'effondre »",
    "Rogamos anulen la noticia titulada «Se hunde un puente»",
    "ANULADA la nota «Se hunde un puente»",
    "Por favor, retiren la noticia «Se hunde un puente», es errónea",
    "АННУЛИРОВАНИЕ",
    "Просим аннулировать сообщение «Обрушился мост», переданное в 14.12.",
    "ОТМЕНА: сообщение «Обрушился мост» просим не использовать",
    "АНУЛЮВАННЯ: повідомлення «Впав міст» просимо не використовувати",
    "ANULOWANIE DEPESZY",
    "Prosimy o anulowanie depeszy pt. „Zawalił się most”",
    "WYCOFANIE: depesza „Zawalił się most”",
    "ZRUŠENÍ ZPRÁVY",
    "Žádáme o zrušení zprávy „Spadl most“",
    "VISSZAVONÁS: a „Leomlott egy híd” című hír",
    'İPTAL: "Köprü çöktü" başlıklı haberimizi kullanmayınız',
    '"Köprü çöktü" başlıklı haberimiz iptal edilmiştir',
    'Si prega di annullare la notizia dal titolo "Crolla un ponte"',
    "Por favor anulem a notícia com o título «Ponte cai ao rio»",
    "Gelieve het bericht 'Brug ingestort' van 14.12 uur niet te gebruiken.",
    "TEXT UTGÅR: Bro rasade",
    'Vänligen använd inte artikeln "Bro rasade"',
    'Telegrammet "Bro styrtet sammen" annulleres',
    'Meldingen "Bru raste" trekkes tilbake',
    'Pyydämme poistamaan jutun "Silta romahti"',
    "【記事取り消し】",
    "「橋が崩落」の記事は取り消します",
    "撤稿通知",
    "请各用户撤销14时12分播发的《大桥垮塌》一稿",
    "[기사취소] 다리 붕괴",
    '"다리 붕괴" 기사를 취소합니다',
    "إلغاء خبر: انهيار جسر",
    'نرجو إلغاء الخبر المعنون "انهيار جسر"',
    "ביטול הידיעה: גשר קרס",
    "ΑΚΥΡΩΣΗ ΕΙΔΗΣΗΣ",
)

USABLE = (
    "Embargo on Iranian oil extended until March 2026",
    "EU embargo: ministers meet on 6 March",
    "Not before time: village gets its bus back",
    "Do not use the oven before 8 p.m., power firm says",
    "Not published before 1912, the poem was found in a drawer",
    "For release from prison on Monday",
    "For immediate release",
    "FOR IMMEDIATE RELEASE: MARCH 5, 2025",
    "For immediate release 3 March 2025",
    "Release of hostages expected before Monday",
    "Kill Bill returns to cinemas",
    "Withdrawn: the last steam train leaves Whitby",
    "EMBARGO LIFTED",
    "Publishing before noon was never his habit",
    "Zur sofortigen Veröffentlichung",
    "Frei ab 18: Das Kino wirbt mit Horrorfilmen",
    "Frei für alle: Museum öffnet ohne Eintritt am Sonntag",
    "Sperrfrist beim Arbeitslosengeld: Was Betroffene wissen müssen",
    "Zurückgezogen: Der Maler lebt seit 1990 auf der Alm",
    "Pour diffusion immédiate",
    "L'embargo sur les armes prolongé jusqu'au 4 mars",
    "Annulation du concert de mardi à Lille",
    "El embargo a Cuba sigue hasta marzo de 2026",
    "Para su publicación inmediata",
    "보도시점: 배포 즉시",
    "보도시점: 즉시 보도",
    "Published on Sunday 9 March 2025 at 10:00",
    "Veröffentlicht am 12. April 2025, 10 Uhr",
    "Publié le 4 mars 2025 à 18h00, mis à jour à partir de 20h",
    "Publié le 4 mars 2025 à 18h00",
    "Article on Gaza retracted",
    "BBC retracts article on Gaza",
    "Newspaper withdraws story about bridge",
    "The senator withdrew the bill after the story",
    "Story published 9 March 2025, updated 10 March 2025",
    "Publicado el 4 de marzo de 2025 a las 10.00",
    "Опубликовано 18 марта 2025 12:00",
    "Yayınlanma tarihi: 18.03.2025 10:00",
    "Yayınlanma 18 Mart 2025 10:00",
    "Publikacja: 14 marca 2025, 12:00",
    "Data publikacji: 14.03.2025",
    "Publikováno 14. března 2025",
    "Zveřejněno: 14. 3. 2025 12:00",
    "Megjelent: 2025. március 14. 12:00",
    "Julkaistu 11.3.2025 klo 9.00",
    "Gepubliceerd op 6 maart 2025 om 13.00 uur",
    "Publicerad 11 mars 2025 09.00",
    "Offentliggjort 11. marts 2025 kl. 9",
    "Publisert 11. mars 2025",
    "نشر في: 12 مارس 2025",
    "تاريخ النشر: 12 مارس 2025 10:00",
    "פורסם: 12.03.2025 10:00",
    "Δημοσίευση: 18 Μαρτίου 2025, 10:00",
    "Publicat: 14 martie 2025, 12:00",
    "Publicado em 5 de abril de 2025 às 18h00",
    "Pubblicato il 20 marzo 2025 alle 17:00",
    "Publication date: March 9, 2025",
    "Release date: 9 March 2025",
    "Released 9 March 2025",
    "First published on Sun 9 Mar 2025 10.00 GMT",
    "2025年3月21日 14:00 公開",
    "2025年3月15日10时 发布",
    "입력 2025.03.20 12:00",
    "Do not use after 9 March 2025",
    "Use by 9 March 2025",
    "Nicht nach dem 9. März verwenden",
    "Broadcast on Sunday 9 March at 8pm",
    "Sendung vom 12. April 2025, 20 Uhr",
    "Frei von Zucker: Rezepte für den Sonntag",
    "The story was published on 3 March and has not been corrected",
    "Diffusion : mardi 4 mars à 20h50 sur France 2",
    "No deal before Monday",
    "Not before Monday",
    "Please delete this message if you are not the intended recipient",
    "Bitte löschen Sie diese Nachricht, wenn Sie nicht der Empfänger sind.",
    "Please do not reply to this message",
    "Merci de ne pas répondre à ce message",
    "Please note: this article was corrected on 3 March",
    "This article was amended on 3 March 2025 to remove an error",
    "Information : le texte est annulé par le tribunal",
    "Killing of a journalist: the story so far",
    "Withdrawal of troops: the story so far",
    "Rückruf: dm ruft Babybrei zurück",
    "Rückruf: Bericht über Babybrei",
    "Advance tickets from May 18",
    "Conference on Sunday, May 18",
)


MORE_EMBARGOES = (
    "Zabrana objave do 20. ožujka 2026. u 10 sati",
    "Zabranjeno objavljivanje prije 20. ožujka u 10 sati",
    "EMBARGO DO PETKA 20.3. U 10:00",
    "Ембарго до 20. марта у 10 часова",
    "Zabranjeno objavljivanje pre 20. marta u 10 časova",
    "Ембарго до 20 март, 10:00 ч.",
    "Да не се публикува преди 20 март, 10 ч.",
    "Embargo hingga 20 Maret 2026 pukul 10.00 WIB",
    "Dilarang dipublikasikan sebelum 20 Maret pukul 10.00 WIB",
    "Embargo sehingga 20 Mac 2026, 10 pagi",
    "Tidak boleh disiarkan sebelum 20 Mac 2026",
    "Embargat fins al 20 de març a les 10 h",
    "No publicar abans del 20 de març a les 10 hores",
    "Embargo kuni 20. märtsini kell 10",
    "Mitte avaldada enne 20. märtsi kell 10",
    "Embargo līdz 20. martam plkst. 10",
    "Nepublicēt pirms 20. marta plkst. 10.00",
    "Embargas iki kovo 20 d. 10 val.",
    "Neskelbti iki kovo 20 d. 10 val.",
    "Embargo do 20. marca ob 10. uri",
    "Ne objavljajte pred 20. marcem ob 10. uri",
    "20 मार्च सुबह 10 बजे तक प्रकाशन निषेध",
    "एम्बार्गो: 20 मार्च, सुबह 10 बजे तक",
    "انتشار پیش از ۲۰ مارس ممنوع است",
    "ห้ามเผยแพร่ก่อนวันที่ 20 มีนาคม เวลา 10.00 น.",
    "Isichapishwe kabla ya Machi 20, saa nne asubuhi",
    "Birtist ekki fyrir 20. mars kl. 10",
    "২০ মার্চ সকাল ১০টার আগে প্রকাশ করা যাবে না",
    "Cấm công bố trước 6 giờ ngày 20/3/2026 (giờ Việt Nam)",
    "Không công bố trước ngày 20/3/2026",
    "Không phát hành trước 10 giờ sáng ngày 20 tháng 3",
    "Thông tin bị cấm vận đến 10h00 ngày 20/3/2026",
    "Εμπάργκο μέχρι Παρασκευή 20 Μαρτίου, 10:00",
    "Να μη δημοσιευθεί πριν από τις 20 Μαρτίου, 10:00",
    "Να μην δημοσιευτεί πριν τις 10:00 της 20ής Μαρτίου",
    "Publiceras tidigast 20 mars kl. 10",
    "Får publiceras tidigast den 20 mars kl. 10.00",
    "Tidigast publicering: 20 mars kl. 10",
    "Sperrfrist: Freitag, 20. März 2026, 10 Uhr",
    "HOLD UNTIL FRIDAY 10 AM",
    "Diffusion autorisée à partir du 20 mars 10h",
)
"""Notes in languages whose months the meanings have themselves."""

MORE_KILLS = (
    'Mohon kepada pelanggan tidak menggunakan berita berjudul "Jembatan Runtuh" yang dikirim karena keliru.',
    "POVLAČENJE VIJESTI",
    'Моля абонатите да не използват новината "Кметът подаде оставка", изпратена в 11:07 часа, поради грешка.',
    "PENCABUTAN BERITA",
    'Rogamos a los abonados que anulen la noticia titulada "Un incendio obliga a evacuar", enviada a las 11.42 horas.',
    'Vijest "Trajekt ne plovi" se povlači, molimo da je ne koristite',
    'Povlači se vijest "Trajekt ne plovi"',
    'Повлачи се вест "Мост затворен"',
    "Вест је повучена",
    'Анулира се новината "Мостът падна"',
    'Моля, не използвайте новината "Мостът падна"',
    'Berita berjudul "Jembatan runtuh" dicabut',
    'Mohon tidak menggunakan berita "Jembatan runtuh"',
    "Berita ini ditarik balik",
    'La notícia "El pont cau" queda anul·lada',
    'Preguem que no utilitzeu la notícia "El pont cau"',
    "Uudis tühistatud",
    "Palume uudist mitte kasutada",
    "Ziņa atsaukta",
    'Lūdzam neizmantot ziņu "Tilts sabrucis"',
    "Žinia atšaukta",
    'Prašome nenaudoti žinios "Tiltas sugriuvo"',
    "Vest umaknjena, prosimo, ne uporabljajte je",
    'समाचार रद्द: "पुल गिरा" समाचार का उपयोग न करें',
    "یہ خبر منسوخ کی جاتی ہے",
    "خبر «پل فرو ریخت» باطل است، لطفا استفاده نکنید",
    'ยกเลิกข่าว "สะพานถล่ม" โปรดอย่าใช้',
    "ยกเลิกข่าว",
    "समाचार रद्द किया जाता है",
    "সংবাদটি বাতিল করা হলো",
    "Habari hii imefutwa, tafadhali msiitumie",
    "Fréttin er dregin til baka",
    'Huỷ tin "Cầu sập", đề nghị không sử dụng',
    'Đề nghị các báo không sử dụng tin "Cầu sập"',
)
"""Withdrawals in the same languages."""

HELD_BACK = (
    "ADVISORY: WITHHOLD the following story until further notice. Legal review pending.",
    "WITHHOLD: legal review pending",
    "Please withhold this story until further notice.",
    "Editors: hold this story.",
    "Bitte diese Meldung bis auf Weiteres zurückhalten",
    "Merci de retenir cette dépêche jusqu'à nouvel ordre",
    "Rogamos retener esta nota hasta nuevo aviso",
    "Si prega di trattenere la notizia fino a nuovo avviso",
    "HOLD - DO NOT RUN",
    "DO NOT RUN",
)
"""Notes that hold copy back without an end."""

LOOK_ALIKES = (
    "Objavljeno 20. ožujka 2026. u 10:00",
    "Objava rezultata nakon 20. ožujka",
    "Diterbitkan 20 Maret 2026 pukul 10.00 WIB",
    "Siaran mulai pukul 20.00",
    "Disiarkan pada 20 Mac 2026",
    "Đăng ngày 20/3/2026 lúc 10:00",
    "Đăng ký từ ngày 20/3",
    "Hạn đăng ký: trước ngày 20/3/2026",
    "Không đăng ký trước ngày 20/3",
    "Phát hành ngày 20/3/2026",
    "Tin rút gọn",
    "Публикувано на 20 март 2026, 10:00",
    "Avaldatud 20. märts 2026 kell 10",
    "Publicat el 20 de març de 2026 a les 10 h",
    "Publicēts 20. martā plkst. 10.00",
    "Paskelbta kovo 20 d. 10 val.",
    "Objavljeno 20. marca ob 10. uri",
    "Birt 20. mars kl. 10",
    "Imechapishwa Machi 20, saa nne asubuhi",
    "Vest recall",
    "Tin recall",
    "Embargo senjata diperpanjang hingga 20 Maret",
    "Забрана за продажба на алкохол след 20 март",
    "Zabrana prometa do 20. ožujka u 10 sati",
    "Zabrana ribolova do 20. ožujka",
    "Larangan parkir sebelum 20 Maret",
    "Cấm đường trước 6 giờ ngày 20/3",
    "Cấm xe tải đến 10 giờ",
    "20 मार्च तक बारिश की संभावना",
    "समाचार पत्र रद्द नहीं होंगे",
    "ห้ามจับปลาก่อนวันที่ 20 มีนาคม",
    "Hold this date",
    "Hold the line, caller",
    "Hold the front page: the story of a lost dog",
    "Attention: hold the handrail",
    "Please hold the door",
    "Retenir l'eau : le pari d'un village",
    "Merci de retenir votre place",
    "Trattenere il respiro",
    "Withholding tax: the story of a mistake",
    "Please note: officials withheld the story for years, documents show, and no one was punished for it",
    "Editors who held the story for a week were sacked",
    "Avis : la dépêche retenue de 1914",
    "Nezveřejněný příběh",
    '"Hold for release," said keeper Ivo Marsh, and laughed. "We hold them every year."',
    "Do not publish, she told the paper.",
    "Gesperrt bis 15. Oktober, steht nun auf den Schildern.",
    "Bitte nicht verwenden, bat ein Schild an der Leiter.",
    "Embargado hasta el 15 de octubre, dice el cartel.",
    "Embargo jusqu'au 3 mai, annonce la pancarte sur le pont.",
    "Embargo till 3 maj, står det på skylten.",
    "Ne pas publier, avait-il écrit au dos de la photo.",
    "« Ne pas publier », avait-il écrit au dos de la photo.",
    "No publicar, decía la nota que dejó el poeta.",
    "„Nicht veröffentlichen“, stand auf dem Umschlag.",
    "Publiceras tidigast: omedelbart",
    "Embargo beras hingga 20 Maret",
    "Draudžiama skelbti apklausas iki kovo 20 d.",
    "Cấm phát hành sách đến ngày 20/3",
    "Prohibido difundir encuestas hasta el 20 de marzo",
    "Zabranjeno objavljivati ankete do 20. ožujka",
    "Dilarang menyiarkan azan sebelum pukul 10",
    "Embargo gandum Rusia diperpanjang hingga 20 Maret 2026",
    "Embargo žita do 20. ožujka",
    "Embargo nafte do 20. marta u 10 sati",
    "Embargo naftai iki kovo 20 d.",
    "Ембарго върху зърно до 20 март",
    "ยกเลิกข่าวลือเรื่องสะพาน",
    "समाचार रद्द करने की मांग पर अखबार का इनकार",
    "সংবাদ প্রত্যাহার না করায় সম্পাদকের বিরুদ্ধে মামলা",
    "Hủy tin đồn về cây cầu sập ở Hà Nội",
    "Gỡ bỏ tin giả về cơn bão",
    "Rút tin nhắn đã gửi: cách làm",
    "Hủy bài viết chế giễu thị trưởng",
    "Do not run: what to do when you meet a bear",
    "Do not run - bears will chase you, walkers are told",
    "Do not run.",
    "DO NOT RUN: WALKERS MEET MORE BEARS THAN EVER",
    "Withhold, don't pay: tenants plan a rent strike in Crale",
    "Withhold: the verb that landlords fear",
    "WITHHOLD YOUR RENT, TENANTS SAY",
    "Please hold this item with both hands",
    "Please hold this article up to the light",
    "Bitte halten Sie diese Meldung gegen das Licht",
    "Mohon jangan gunakan lift hingga pukul 20",
    "Please do not use the lift until 8 p.m.",
    "Do not use the lifts before 10 March",
    "버스 기사 면허 취소",
    "택시 기사 자격증 삭제 논란",
    "来稿停用纸质信封",
    "来稿撤回须本人到场",
    "PREKLICANO",
    "POVUČENO",
    "ANNULÉ",
    "PERUTTU",
    "ZRUŠENO",
    "TÜHISTATUD",
    "ОТОЗВАНО",
    "Frei ab 20. März: Parkplätze am See",
)
"""Deadlines, listings, days of publication, headlines and speech that resemble those notes."""


def kinds_of(line: str) -> set[HoldKind]:
    story = ("Title of it all", "", "The bees land on blue doors three times as often as on red ones, a study found.")
    return {hold.kind for hold in find_holds((line, "", *story)) if hold.kind != "note"}


@pytest.mark.parametrize("line", [*EMBARGOES, *MORE_EMBARGOES, *HELD_BACK])
def test_an_embargo_in_any_wording_holds_the_story(line: str) -> None:
    assert kinds_of(line) & {"embargo", "withhold"}


@pytest.mark.parametrize("line", [*KILLS, *MORE_KILLS])
def test_a_withdrawal_in_any_wording_kills_the_story(line: str) -> None:
    assert kinds_of(line) == {"kill"}


@pytest.mark.parametrize("line", [*USABLE, *LOOK_ALIKES])
def test_dates_headlines_and_notes_to_readers_change_no_status(line: str) -> None:
    assert kinds_of(line) == set()


@pytest.mark.parametrize(
    "title",
    [
        "Gesperrt bis 15. Oktober",
        "Frei ab 20. März: Parkplätze am See",
        "Frei für alle am 20. März",
        "Embargada até 5 de junho",
        "Embargado hasta el 15 de octubre",
        "Hold until Friday",
        "Nota retirada: o Banco Central e o papel de 20",
        "Nota ritirata: addio alle venti lire",
        "Story removed: the house on the hill loses a floor",
        "Texten utgår: skyltarna i byn blir tomma",
    ],
)
def test_a_title_right_above_the_first_sentence_of_a_story_changes_no_status(title: str) -> None:
    below = ("", "The bees land on blue doors three times as often as on red ones, a study found.", "", "So it is.")
    assert find_holds((title, *below)) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Gesperrt bis Freitag, 15. Oktober, 10 Uhr",
        "Embargada até 5 de junho, 10h",
        "Nota retirada: Cae un puente",
        "*** PREKLICANO ***",
        "POVUČENO!",
        "UTGÅR! UTGÅR!",
    ],
)
def test_the_same_words_above_a_title_or_with_marks_are_a_note(line: str) -> None:
    assert kinds_of(line)


def test_a_participle_above_copy_of_an_agency_withdraws_it() -> None:
    for dateline in ("LILLE (AFP) - ", "Iași, 12 mar /Agerpres/ - ", "Ljubljana, 12. marca (STA) - "):
        sentence = f"{dateline}The bees land on blue doors three times as often as on red ones."
        assert {hold.kind for hold in find_holds(("ANNULÉ", "", "The title of it", "", sentence))} == {"kill"}


def test_what_explains_a_withdrawal_right_below_it_is_a_note() -> None:
    below = ("", "Storch auf Funkmast", "", "Ein Storchenpaar hat sich einen Funkmast als Brutplatz ausgesucht.")
    for first, second in (
        ("Achtung Redaktionen!", "Die Meldung «Storch auf Funkmast» (dnp 0231, 11.05 Uhr) wird zurückgezogen."),
        ("UTGÅR! UTGÅR!", 'Texten "Fyren säljs" som sändes kl 10.12 utgår. Uppgiften var fel.'),
        ("MANDATORY KILL", "The story about the stork has been withdrawn because its source was invented."),
        ("ANNULATION", "La dépêche sur la cigogne est annulée, sa source étant inventée."),
    ):
        assert [hold.at for hold in find_holds((first, "", second, *below))] == [0, 2]


def test_whom_to_ask_about_a_withdrawal_is_private() -> None:
    lines = (
        "ATTENZIONE REDAZIONI: ANNULLAMENTO",
        "",
        'La notizia "Sindaco arrestato a Ortola" è annullata. Si prega di non utilizzarla.',
        "",
        "Per chiarimenti: caporedattore centrale, tel. 06 5555 0112",
        "",
        "Il sindaco non è stato arrestato, ha detto il capo della polizia.",
    )
    opened = open_holds(find_holds(lines), lines, None)
    assert opened.taken[4].is_private
    assert 6 not in opened.taken


def test_a_sentence_between_paragraphs_that_begins_like_a_note_stays() -> None:
    story = ["Farmers tell the senate", "", "Several hundred farmers stood in the rain on Thursday."]
    below = ["", "A vote is due on Tuesday."]
    sentence = "Story removed: the third floor of the annexe is gone too, which left the farmers nowhere to shelter."
    assert find_holds((*story, "", sentence, *below)) == ()
    for note in ("Story removed: legal reasons", "STORY REMOVED: Farmers tell the senate", f"{sentence[:-1]} story."):
        assert {hold.kind for hold in find_holds((*story, "", note, *below))} == {"kill"}
    assert {hold.kind for hold in find_holds((sentence, "", *story))} == {"kill"}


@pytest.mark.parametrize(
    "line",
    [
        "Gesperrt bis 1. Mai, 10 Uhr: So steht es auf dem Schild am Tor.",
        "Embargo jusqu'au 1er mai, 10 h : voilà ce que dit le panneau du portail.",
        "Embargado hasta el 1 de mayo, 10 h: eso dice el cartel de la verja.",
        "Embargo until 1 May, 10 am: that is what the sign on the gate says.",
        "Embargo fino al 1 maggio, ore 10: così dice il cartello appeso al cancello.",
        "Embargo tot 1 mei, 10 uur: zo staat het op het bord aan de poort.",
        "3月1日午前0時解禁。そう書かれた札が、漁協の壁に下がっていた。",
        "3月1日零时前不得发布。这是墙上那张旧告示的全部内容。",
        "엠바고 3월 1일 0시. 항구 벽에는 그렇게 적혀 있었다.",
    ],
)
def test_a_sentence_of_a_story_that_tells_of_a_lock_is_no_embargo(line: str) -> None:
    story = ["Garden stays shut", "", "The garden in Orla stays shut until the first of May, the town said on Monday."]
    assert find_holds((*story, "", line, "", "Whoever climbs the fence pays fifty euros.")) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Gesperrt bis 1. Mai, 10 Uhr: Bitte nicht vor diesem Termin verwenden.",
        "Sperrfrist 1. Mai, 10 Uhr: Der Text darf vorher nicht verbreitet werden.",
        "Embargo until 1 May, 10 am: please do not publish or broadcast before.",
        "Embargo jusqu'au 1er mai, 10 h : ne pas publier avant.",
        "3月1日午前0時解禁。それ以前の報道はお控えください。",
        "엠바고 3월 1일 0시. 그 전에는 보도하지 말아 주시기 바랍니다.",
    ],
)
def test_a_note_that_goes_on_about_copy_is_an_embargo_still(line: str) -> None:
    story = ["Garden stays shut", "", "The garden in Orla stays shut until the first of May, the town said on Monday."]
    assert {hold.kind for hold in find_holds((*story, "", line, "", "Whoever climbs the fence pays."))} == {"embargo"}


@pytest.mark.parametrize("line", ["", "12. 4. 2025", "x " * 200, "until " * 39, "«", "Sperrfrist " * 30])
def test_text_that_is_no_note_is_none(line: str) -> None:
    assert not states_embargo(line)
    assert not withdraws_copy(line)


@pytest.mark.parametrize(
    ("language", "line", "until"),
    [
        ("en", "UNDER STRICT EMBARGO UNTIL 16:00 (LONDON TIME) ON WEDNESDAY 11 JUNE 2025", "2025-06-11T16:00:00+01:00"),
        ("en", "Embargoed until 00:01 UK time, 3 March 2025", "2025-03-03T00:01:00Z"),
        ("fr", "SOUS EMBARGO jusqu'au 12 mars 2025 à 20 h 00 (heure de Paris)", "2025-03-12T20:00:00+01:00"),
        ("es", "Embargo: 4 de marzo de 2025, 10:00 (hora peninsular)", "2025-03-04T10:00:00+01:00"),
        ("ru", "ЭМБАРГО до 12.00 мск 18 марта 2025 года", "2025-03-18T12:00:00+03:00"),
        ("ja", "報道解禁日時：2025年3月21日（金）午後2時（日本時間）", "2025-03-21T14:00:00+09:00"),
        ("zh", "解禁时间：北京时间2025年3月15日10时", "2025-03-15T10:00:00+08:00"),
        ("ja", "解禁：2025年3月21日 午前10時半", None),
        ("el", "Εμπάργκο έως Τετάρτη 18 Μαρτίου 2026, ώρα 10:00 (ώρα Ελλάδος)", "2026-03-18T10:00:00+02:00"),
        ("vi", "Cấm công bố trước 6 giờ ngày 20/3/2026 (giờ Việt Nam)", "2026-03-20T06:00:00+07:00"),
        ("vi", "Cấm công bố trước 6 giờ 30 ngày 20/3/2026 (giờ Hà Nội)", "2026-03-20T06:30:00+07:00"),
        ("vi", "Cấm công bố trước 6 giờ ngày 20/3/2026", None),
        ("fi", "Embargo 20.7.2026 klo 10.00 Suomen aikaa", "2026-07-20T10:00:00+03:00"),
        ("uk", "Ембарго до 20 березня 2026 року, 10:00 за київським часом", "2026-03-20T10:00:00+02:00"),
        ("tr", "Ambargo: 20 Mart 2026, 10:00 (TSİ)", "2026-03-20T10:00:00+03:00"),
        ("ro", "Embargo până la 20 martie 2026, ora 10:00 (ora României)", "2026-03-20T10:00:00+02:00"),
        ("id", "Embargo hingga 20 Maret 2026 pukul 10.00 WIB", "2026-03-20T10:00:00+07:00"),
        ("bg", "Ембарго до 20 март 2026, 10:00 ч.", None),
        ("hi", "1 अप्रैल 2026, सुबह 10:00 बजे IST से पहले प्रकाशित न करें", "2026-04-01T10:00:00+05:30"),
        ("hi", "1 अप्रैल 2026, शाम 6 बजे भारतीय समय से पहले प्रकाशित न करें", "2026-04-01T18:00:00+05:30"),
        ("hi", "1 अप्रैल 2026, सुबह 10 बजे से पहले प्रकाशित न करें", None),
    ],
)
def test_the_clocks_of_cities_are_zones(language: str, line: str, until: str | None) -> None:
    stated = read_embargo(line, language).until
    assert (stated.text if stated else None) == until


@pytest.mark.parametrize("hour", ["10 Uhr", "10:00", "10h", "10 Uhr MESZ"])
def test_an_embargo_with_its_hour_right_above_the_text_holds(hour: str) -> None:
    text = "Die alte Brücke über die Harle ist am Samstag wieder geöffnet worden, teilte die Stadt mit."
    kinds = [[hold.kind for hold in find_holds((line, "", text))] for line in _at_hours(hour)]
    assert kinds == [["embargo"]] * 2 + [[]]


def _at_hours(hour: str) -> tuple[str, str, str]:
    return f"Gesperrt bis 15. Oktober 2026, {hour}", f"Embargada até 15 de outubro, {hour}", "Gesperrt bis 15. Oktober"


def test_a_word_alone_between_two_sentences_changes_no_status() -> None:
    above = "He took off his apron on Friday and hung it on the door of the press room."
    below = "The word is cut into the table, and he had the chisel in his hand."
    story = ["Hold the front page", "", above, "", "{}", "", below]
    for word, kinds in (("KILL", set()), ("*** KILL ***", {"kill"}), ("MANDATORY KILL", {"kill"})):
        lines = tuple(line.format(word) for line in story)
        assert {hold.kind for hold in find_holds(lines)} == kinds
    assert {hold.kind for hold in find_holds(("KILL", "", story[0], "", above, "", below))} == {"kill"}
