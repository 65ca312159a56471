"""The words of press releases: labels, and the headings of the parts below the release, as data.

They are compared as `fold_word` makes them. A language is added by adding its words.
"""

from __future__ import annotations

from convert.readers.text.lexicon.keys import phrase_set, word_set

LABELS = {
    "en": (
        "for immediate release|for immediate distribution|for immediate publication|press release|news release"
        "|media release|media advisory|media alert|press statement|press notice|media statement|press information"
        "|stock exchange release|stock exchange announcement|regulatory announcement|for planning purposes only"
    ),
    "de": (
        "pressemitteilung|presseinformation|presse-information|pressemeldung|presseerklärung|medienmitteilung"
        "|medieninformation|presseaussendung|medieneinladung|presseeinladung|zur sofortigen veröffentlichung"
        "|pressenotiz|presse-info|presseinfo|ad-hoc-mitteilung|ad-hoc-meldung|veröffentlichung einer insiderinformation"
    ),
    "fr": (
        "communiqué de presse|communiqué|pour diffusion immédiate|diffusion immédiate|dossier de presse"
        "|communiqué aux médias|information aux médias|invitation presse|note aux médias|avis aux médias"
        "|pour publication immédiate|communiqué financier|information réglementée"
    ),
    "es": (
        "nota de prensa|comunicado de prensa|comunicado|boletín de prensa|gacetilla de prensa|para difusión inmediata"
        "|para publicación inmediata|difusión inmediata|convocatoria de prensa"
        "|comunicación de información relevante|comunicación de hecho relevante"
    ),
    "it": (
        "comunicato stampa|comunicato ai media|nota stampa|invito stampa|per diffusione immediata"
        "|comunicato alla stampa|comunicato price sensitive"
    ),
    "pt": (
        "comunicado de imprensa|nota de imprensa|comunicado à imprensa|para divulgação imediata|press release"
        "|nota à imprensa|divulgação imediata|comunicado ao mercado"
    ),
    "nl": (
        "voor publicatie per direct|per direct vrij voor publicatie|persbericht|voor onmiddellijke publicatie"
        "|mediabericht|persuitnodiging|voor directe publicatie"
    ),
    "sv": "pressmeddelande|pressinbjudan|för omedelbar publicering|börsmeddelande|regulatoriskt pressmeddelande",
    "da": "pressemeddelelse|til omgående offentliggørelse|presseinvitation|selskabsmeddelelse|fondsbørsmeddelelse",
    "no": "pressemelding|for umiddelbar publisering|børsmelding",
    "fi": "lehdistötiedote|tiedote|mediatiedote|vapaa julkaistavaksi heti|pörssitiedote",
    "pl": "informacja prasowa|komunikat prasowy|notatka prasowa|materiał prasowy|do natychmiastowej publikacji",
    "cs": "tisková zpráva|tisková informace|k okamžitému zveřejnění",
    "sk": "tlačová správa|tlačová informácia",
    "hu": "sajtóközlemény|közlemény|azonnal közölhető|sajtóinformáció",
    "ro": "comunicat de presă|pentru publicare imediată",
    "tr": "basın bülteni|basın açıklaması|basın duyurusu",
    "ru": "пресс-релиз|пресс релиз|сообщение для прессы|для немедленной публикации",
    "uk": "пресреліз|прес-реліз|повідомлення для преси",
    "el": "δελτίο τύπου|ανακοίνωση τύπου",
    "ar": "بيان صحفي|خبر صحفي|للنشر الفوري",
    "he": "הודעה לעיתונות|הודעה לתקשורת|לפרסום מיידי",
    "ja": "プレスリリース|ニュースリリース|報道発表資料|報道関係者各位",
    "zh": "新闻稿|新聞稿|新闻通稿",
    "ko": "보도자료",
    "hi": "प्रेस विज्ञप्ति|तत्काल प्रकाशन हेतु|तत्काल प्रकाशनार्थ|तत्काल प्रकाशन के लिए",
    "bn": "সংবাদ বিজ্ঞপ্তি|প্রেস বিজ্ঞপ্তি",
    "ta": "செய்திக்குறிப்பு|பத்திரிகை செய்தி",
    "fa": "بیانیه مطبوعاتی|اطلاعیه مطبوعاتی|خبر مطبوعاتی",
    "ur": "پریس ریلیز|فوری اشاعت کے لیے",
    "id": "siaran pers|rilis pers|untuk segera disiarkan",
    "ms": "siaran media|kenyataan media|siaran akhbar",
    "vi": "thông cáo báo chí",
    "th": "ข่าวประชาสัมพันธ์|ข่าวแจกสื่อมวลชน",
    "bg": "прессъобщение|съобщение за медиите|за незабавно публикуване",
    "hr": "priopćenje za medije|priopćenje za javnost",
    "sr": "саопштење за јавност|саопштење за медије|saopštenje za javnost|saopštenje za medije",
    "sl": "sporočilo za javnost|sporočilo za medije",
    "et": "pressiteade",
    "lv": "preses relīze|paziņojums presei",
    "lt": "pranešimas spaudai|pranešimas žiniasklaidai",
    "ca": "nota de premsa|comunicat de premsa",
    "eu": "prentsa oharra",
    "ka": "პრესრელიზი|პრეს-რელიზი",
    "hy": "մամուլի հաղորդագրություն|մամլո հաղորդագրություն",
    "az": "mətbuat üçün açıqlama|press-reliz",
    "kk": "баспасөз хабарламасы|баспасөз-релизі",
    "sw": "taarifa kwa vyombo vya habari|taarifa kwa umma",
    "am": "ጋዜጣዊ መግለጫ",
    "cy": "datganiad i'r wasg",
    "ga": "preaseisiúint",
    "is": "fréttatilkynning",
}
"""The labels of press releases, each a line of its own, by language."""

DAY_FIELDS = phrase_set(
    "date of issue|issue date|date issued|date of release|release date"
    "|date|issued|datum|ausgabedatum|stand|date de publication"
    "|date d'émission|fecha|fecha de emisión|data"
    "|data di emissione|data de emissão|dato|utgivningsdatum|päiväys|data wydania"
    "|datum vydání|dátum|dată|дата|ημερομηνία|tarih|التاريخ|תאריך|日付|发布日期|日期|배포일"
)
"""Fields of the head that give the day of issue."""

NUMBER_FIELDS = phrase_set(
    "ref|reference|our ref|our reference|ref no|release no|release number|press release no|no|number|nr|az|aktenzeichen"
    "|n°|réf|référence|referencia|riferimento|prot"
    "|referência|kenmerk|diarienummer|dnr|sagsnr|saksnr|sygnatura|znak sprawy"
    "|č. j|čj|číslo|iktatószám|номер|исх"
)
"""Fields of the head that give the number of the release."""

SUBJECT_LABELS = "pm|pi|cp|cs|np|ndp|pr|tz|ip|copy|filing|for desk|story for desk"
"""Short labels before the subject of a mail, as a pattern."""

CONTACTS = phrase_set(
    "enquiries|media contact|media contacts|press contact|press contacts|media enquiries|press enquiries"
    "|media inquiries|press inquiries|media relations contact|contact|contacts|contact information"
    "|contact details|for more information|for further information"
    "|for media enquiries|for media inquiries|for press enquiries|for more information contact"
    "|for further information contact|for more information please contact|for further information please contact"
    "|further information|more information|pr contact|press office|issued by"
    "|pressekontakt|pressekontakte|medienkontakt|medienkontakte|kontakt|kontakte|ansprechpartner|ansprechpartnerin"
    "|ihr ansprechpartner|ihre ansprechpartnerin|ihre ansprechpartner|ansprechpartner für die presse|rückfragen"
    "|rückfragen an|rückfragehinweis|kontakt für rückfragen|rückfragen bitte an|weitere informationen"
    "|kontakt für medien|kontakt für die presse|kontakt presse|presseanfragen|medienanfragen|für rückfragen"
    "|pressestelle|herausgeber"
    "|weitere auskünfte|auskünfte|presseansprechpartner|für presseanfragen|verantwortlich"
    "|contact presse|contacts presse|contact|contacts|contact médias|contacts médias|relations presse|service de presse"
    "|contact pour la presse|personnes de contact pour la presse|contacts pour la presse"
    "|pour plus d'informations|pour en savoir plus|renseignements|informations presse"
    "|contacto de prensa|contacto prensa|contactos de prensa|contacto para prensa|contacto para medios|contacto"
    "|contactos|para más información|más información|gabinete de prensa|atención a medios"
    "|contatti stampa|contatto stampa|contatti per la stampa|ufficio stampa|contatti|contatto|per informazioni"
    "|per ulteriori informazioni|per maggiori informazioni|contatti media|informazioni per la stampa"
    "|contacto de imprensa|contactos de imprensa|contato de imprensa|contatos de imprensa|assessoria de imprensa"
    "|contato para a imprensa|informações à imprensa|mais informações|para mais informações|contatos|contato"
    "|perscontact|perscontacten|contact voor de pers|contactpersoon|voor meer informatie|meer informatie"
    "|noot voor de pers|pressinformatie|presskontakt|presskontakter|kontaktperson|kontaktpersoner|för mer information"
    "|för mer information, kontakta|för mer information kontakta|kontakta"
    "|för ytterligare information|mer information|for mere information|yderligere information|yderligere oplysninger"
    "|for yderligere oplysninger kontakt venligst|for yderligere oplysninger kontakt|kontakt venligst"
    "|pressekontakter|for mer informasjon|lisätietoja|lisätietoja medialle|lisätiedot"
    "|yhteydenotot|medialle|kontakt dla mediów|kontakt dla prasy"
    "|kontakt prasowy|więcej informacji|osoba do kontaktu|biuro prasowe|kontakt pro média|kontakt pro novináře"
    "|kontaktní osoba|více informací|bližší informace|kontakt pre médiá|viac informácií|sajtókapcsolat|kapcsolat"
    "|további információ|további információk|sajtókapcsolatok|contact de presă|persoană de contact|basın irtibat"
    "|basın iletişim|iletişim|basın ilişkileri|detaylı bilgi için|ayrıntılı bilgi için|контакты|контакты для прессы"
    "|контакты для сми|пресс-служба|контактное лицо|дополнительная информация|контакти|контакти для преси"
    "|контакти для змі|прес-служба|контактна особа|додаткова інформація|επικοινωνία|στοιχεία επικοινωνίας"
    "|πληροφορίες|γραφείο τύπου|للتواصل|للاتصال|جهة الاتصال|لمزيد من المعلومات|איש קשר|ליצירת קשר|לפרטים נוספים"
    "|本件に関するお問い合わせ|本件に関するお問い合わせ先|本件に関するお問合せ先|本リリースに関するお問い合わせ"
    "|本リリースに関するお問い合わせ先|取材に関するお問い合わせ|取材・お問い合わせ先"
    "|お問い合わせ|お問い合わせ先|お問合せ先|問い合わせ先|報道に関するお問い合わせ|報道関係者からのお問い合わせ先"
    "|联系方式"
    "|媒体联系|媒体联系人|聯絡方式|新聞聯絡人|문의|언론 문의|담당자|보도 문의"
)
"""Headings of contacts. "Contact" and its like need an address or a number below them."""

PRESS_STEMS = word_set(
    "press media medien presse prensa medios stampa imprensa pers médi mediów sajtó basın пресс прес сми змі τύπου "
    "报道 報道 媒体 新聞 언론 보도 novinář pras"
)
"""Parts of words in headings of contacts that are for the press, for which it takes no address to be known."""

ANNOUNCES = "for more information|for further information|for media|für rückfragen|pour plus"
"""Openings of sentences that say whom to ask."""

NOTES = phrase_set(
    "notes to editors|note to editors|notes to editor|notes for editors|note for editors|editor's notes|editors' notes"
    "|editor's note|editors notes|notes to the editor|note to the editor|note to editor|notes|hinweise für redaktionen"
    "|hinweis für redaktionen|hinweis für die redaktion|hinweise für die redaktion|hinweis an die redaktionen"
    "|hinweise an die redaktionen|hinweis für die redaktionen|hinweise für die redaktionen|redaktionelle hinweise"
    "|redaktioneller hinweis|hinweis an die redaktion|hinweis für medienschaffende|hinweise für journalisten"
    "|hinweis für journalisten|hinweise für medien|note aux rédactions|notes aux rédactions|note à la rédaction"
    "|notes à la rédaction|note aux éditeurs|note aux rédacteurs|notes aux rédacteurs|notes aux journalistes"
    "|notas para redacciones|notas a los editores|nota a los editores|nota para los editores|notas para los editores"
    "|nota para redacciones|notas para editores|nota para editores|nota a las redacciones|note per i redattori"
    "|nota per i redattori|note per la redazione|nota per la redazione|note per le redazioni|nota alle redazioni"
    "|note per i giornalisti|notas aos editores|nota aos editores|notas para os editores|nota à redação|notas à redação"
    "|noot voor de redactie|noten voor de redactie|niet voor publicatie|noot voor redacties|noot aan de redactie"
    "|till redaktionen|information till redaktionen|til redaktionen|note til redaktionen|noter til redaktionen"
    "|til redaksjonen|toimitukselle|toimituksille|huomautus toimituksille|uwagi dla redakcji|informacja dla redakcji"
    "|informacje dla redakcji|poznámka pro redakce|poznámky pro redakce|poznámka pro editory|poznámka pre redakcie"
    "|megjegyzés a szerkesztőknek|megjegyzés szerkesztőknek|notă pentru redacții|note pentru editori|editörlere not"
    "|editörün dikkatine|editörlerin dikkatine|примечание для редакторов|примечания для редакторов|для редакций"
    "|примітка для редакторів|примітки для редакторів|для редакцій|σημείωση προς συντάκτες|σημειώσεις για συντάκτες"
    "|ملاحظات للمحررين|ملاحظة للمحررين|הערה לעורכים|הערות לעורכים|編集者向け|編集部への注|编者注意|编辑注意|편집자 주"
)
"""Headings of notes to editors."""

ABOUT = (
    r"about|über|à propos de(?: la| l')?|à propos d'|à propos du|à propos des|a propos de|acerca de|sobre"
    r"|informazioni su|over|om|o firmie|o spółce|o společnosti|o spoločnosti|o firme|o firmě|despre|о компании"
    r"|об организации|про компанію|σχετικά με(?: την| τον| το)?|نبذة عن|אודות|關於|关于"
)
"""What the heading of a paragraph about the issuer opens with, as a pattern."""

NOBODY = word_set(
    "us uns nous noi nosotros nós ons os oss meistä nas nás nas rólunk noi hakkımızda нас we this the it them him her "
    "you me"
)
"""Words that are no issuer behind "about"."""

END_WORDS = phrase_set(
    "ends|end|ende|fin|fine|final|fim|einde|slut|loppu|koniec|konec|vége|sfârșit|son|bitti|конец|кінець|τέλος|انتهى|סוף"
    "|以上|完|끝|end of release|end of press release|ende der mitteilung|ende der pressemitteilung|fin du communiqué"
    "|einde persbericht|slut på pressmeddelande|koniec komunikatu|konec tiskové zprávy|fim do comunicado|fim da nota"
    "|end of news release|ende der presseinformation|ende der medienmitteilung|fin du communiqué de presse"
    "|fin de la nota|fin del comunicado|fine comunicato|fine del comunicato|message ends|story ends|30"
)
"""What says that a release ends, alone on its line, perhaps between dashes."""

FURNITURE = (
    *(
        "abdruck honorarfrei",
        "abdruck frei",
        "abdruck kostenfrei",
        "abdruck kostenlos",
        "belegexemplar",
        "um ein belegexemplar",
    ),
    *(
        "bei abdruck",
        "honorarfrei",
        "zeichen (mit leerzeichen",
        "zeichen inkl",
        "zeichen inklusive",
        "zeichen:",
        "wörter:",
    ),
    *(
        "umfang:",
        "anschläge:",
        "word count",
        "words:",
        "wordcount",
        "character count",
        "nombre de signes",
        "caracteres",
    ),
    *("battute", "download-link", "bildmaterial finden", "libre de droits", "reproduction gratuite"),
    *("con preghiera di pubblicazione", "con preghiera di diffusione", "si prega di dare diffusione"),
    *("con cortese preghiera", "avec prière d'insérer", "prière d'insérer", "se ruega su publicación"),
    *("rogamos su publicación", "rogamos difusión", "se ruega difusión", "agradecemos a divulgação"),
    *("solicita-se a divulgação", "mit der bitte um veröffentlichung", "wir bitten um veröffentlichung"),
    *(
        "z prośbą o publikację",
        "prosimy o publikację",
        "bei veröffentlichung bitten wir",
        "bei veröffentlichung freuen",
    ),
    *(
        "wir freuen uns über ein belegexemplar",
        "bitte senden sie uns ein belegexemplar",
        "en cas de publication, merci",
    ),
    *("merci de nous adresser un justificatif", "a publicação é livre", "reproducción libre"),
)
"""What lines open with that tell editors how long the release is, and what they owe."""
