"""What the words of notes about embargoes and withdrawals mean, in all languages together.

A word that ends with `*` is a stem. `WORDS` has no phrases: notes have any order of words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

Meaning: TypeAlias = Literal[
    "embargo", "publish", "not", "before", "from", "permitted", "event", "at once", "over", "day", "filler",
    "recall", "hold", "copy", "use", "polite", "older",
]  # fmt: skip

LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "da", "no", "sv", "fi", "pl", "cs", "sk", "hu", "ro", "ru", "uk", "tr"),
    *("el", "ar", "he"),
)
"""Languages whose months and weekdays are known here."""

TOPIC = (
    "on against gegen sur contre contra sobre sui sulle sul sulla contro tegen mot mod wobec przeciw proti ellen против"
)
"""What follows the word for an embargo in sentences about trade."""

WORDS: Mapping[Meaning, str] = {
    "embargo": """
        embargo embargoed embargoes sperrfrist* sendesperr* sperrvermerk* sperrzeit* gesperrt embargado
        embargada embargó* embargós embargou sottoembargo klausul* sperrefrist* эмбарго ембарго ambargo*
        εμπαργκο אמברגו באמברגו embargue embargat* embarga embarg embargas embargo* vận
    """,
    "publish": """
        adv publish publication publishing release released broadcast* printed distribute distributed
        distribution posted veröffentlich* verwendung sendung ausstrahlung verbreitung verbreiten publier
        publiée publié diffuser diffusion diffusée diffusé reprise publicar publicación publicarse publicada
        difundir difusión difundirse divulgar divulgación publicação divulgação divulgada divulgado pubblicare
        pubblicazione pubblicato diffondere diffusione divulgazione publiceren publicatie gepubliceerd
        publicering publiceras offentliggør* offentliggjort* publiseres publisering publisere bringes gengives
        julkai* publikacj* publikow* wykorzystani* emisji zveřejn* nezveřejn* publikov* nepublikov* uveřejn*
        neuveřejn* zverejn* nezverejn* közölhet* közlés* megjelen* felhasznál* publica publicare publicat
        difuzat publicării публикаци* публиков* опубликован* распростран* публікаці* публікув* оприлюдн*
        yayımlan* yayınlan* yayımı yayını δημοσιευ* μεταδοσ* للنشر النشر ينشر تنشر نشر البث לפרסום לפרסם פרסום
        objav* neobjav* објав* необјав* публикува* публикув* publikasi* dipublikasi* disiarkan disebarluas*
        terbit* diterbitkan avaldada avaldami* avaldatav* publicēt nepublicēt publicēšan* publiskot nepubliskot
        skelbti neskelbti skelbiam* paskelb* publikuot* nepublikuot* انتشار منتشر isichapishwe kuchapishwa
        kuchapisha birta birting* birtist hành publicat publicació difondre divulgació bố
    """,
    "not": """
        not no never nor prohibited forbidden nicht kein untersagt verboten ne pas interdit interdite interdits
        prohibido prohibida non vietat* não proibid* niet verboden inte ej får ikke må aldrig ei älä nie zakaz*
        zabrani* zákaz* nezveřejn* nepublikov* neuveřejn* nezverejn* nem tilos nu interzis* не запрещ* запрет*
        заборон* yayımlanmama* yayınlanmama* yasak* kullanmay* yayımlamay* yayınlamay* μη μην απαγορ* يحظر محظور
        حظر ممنوع يمنع لا عدم אין לא אסור zabran* забран* ne да dilarang tidak jangan belum mitte keelatud nav
        aizliegt* nepublicēt nepubliskot neskelbti nepublikuot* draudžiam* prepovedan* ممنوع isichapishwe
        marufuku hairuhusiwi ekki óheimilt cấm không chưa chớ prohibit prohibida neizmantot nenaudoti نکنید
    """,
    "before": """
        before until till prior to vor bis avant jusqu antes hasta prima fino sino até voor vóór eerder tot före
        förrän før innen til inntil ennen saakka asti przed před előtt ig înainte până до раньше ранее раніше
        önce kadar εως πριν μεχρι قبل حتى לפני עד prije pre преди пре hingga sampai sebelum sehingga fins abans
        kuni enne līdz pirms iki pred kabla hadi fyrir uns trước đến پیش تا
    """,
    "from": """
        from after onwards onward ab erst nach dès dopo dal dalle após depois vanaf från fra efter etter alkaen
        jälkeen od po najwcześniej után după începând после с з після sonra itibaren απο μετα بعد ابتداء اعتبارا
        החל tidigast od от partir después
    """,
    "permitted": """
        adv permitted allowed frei freigegeben freigabe erlaubt autorisée autorisé possible permitida permitido
        autorizada autorizado consentita consentito vrij vrijgegeven fri fritt tillåten tillåtet tillatt tilladt
        vapaa julkaisuvapaa dozwolon* możliw* povolen* megengedett közölhető permis* разреш* дозвол* serbest
        επιτρεπ* يسمح مسموح מותר dopušten* dozvoljen* разрешен* diizinkan boleh dibenarkan permès lubatud
        atļaut* leidžiam* dovoljen* ruhusiwa heimilt phép مجاز
    """,
    "event": """
        sitzung konferenz pressekonferenz veranstaltung feierstunde delivery speech address remarks redebeginn rede
        beginn veranstaltungsbeginn montagausgaben dienstagausgaben mittwochausgaben donnerstagausgaben
        freitagausgaben samstagausgaben sonntagausgaben montagsausgaben sonntagsausgaben sonntagszeitungen
        montagszeitungen papers editions discours allocution discurso discorso toespraak tal tale przemówieni* projev*
        beszéd* речи выступлени* noon midnight mittag mitternacht midi minuit mediodía medianoche mezzogiorno
        mezzanotte
    """,
    "at once": """
        immediate immediately instant sofort sofortig* umgehend* immédiat* inmediat* imediat* immediat*
        onmiddellijk* omedelbar* umiddelbar* straks välitt* natychmiast* okamžit* azonnal* немедленн* негайн*
        hemen αμεσ* فوري* מיידי* odmah веднага segera serta-merta immediatament kohe nekavējoties nedelsiant
        takoj mara strax ngay فوراً فورا
    """,
    "over": "lifted levé levée aufgehoben opgeheven expired abgelaufen levantado revocato",
    "day": """
        hours hrs hour uhr heure heures hora horas ora ore uur klo kl kello godz godziny godzin hodin hodiny óra
        órától órakor часов час часа ч годин година години saat ωρα الساعة יום בשעה ביום يوم gmt utc bst cet
        cest met mez mesz est edt et pst pdt msk мск jst kst hkt sgt ist aest time local zeit ortszeit locale
        locales lokal lokale morning evening tonight today tomorrow morgens abends heute morgen matin soir
        demain mañana tarde noche domani sera manhã noite london paris madrid berlin rom roma wien zürich bern
        brussels bruxelles brussel moscow москвы московскому времени kyiv peninsular siječnj* veljač* ožujk*
        travnj* svibnj* lipnj* srpnj* kolovoz* rujn* studenog* prosinc* sati часова časova časa март април мај
        jun јун јул август maret agustus mei pukul wib wita mac ogos pagi petang malam tengahari gener febrer
        març maig juny juliol agost setembre desembre märts* veebruar* jaanuar* aprill* juuni juuli oktoob*
        detsemb* kell martā martam mart* janvār* februār* aprīl* maij* jūnij* jūlij* augusta plkst sausio
        vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio val uri ura
        marcem aprilom مارس آوریل ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر ژانویه فوریه فروردین اردیبهشت خرداد
        تیر مرداد شهریور مهر آبان آذر بهمن اسفند ساعت صبح machi aprili agosti septemba oktoba novemba desemba
        saa asubuhi jioni usiku janúar febrúar mars apríl maí júní júlí ágúst október nóvember klukkan giờ ngày
        tháng năm sáng chiều tối ελλάδος ελλάδας ελλάδα αθήνας αθηνών έως mart
    """,
    "filler": """
        ende thereafter strict strictly streng strikt strictement estricto estrictamente rigoroso rigide under
        unter sous bajo sob sotto onder pod под під copy text texte texto testo tekst material materials
        matériel release story press news media medien presse prensa imprensa stampa pers pressrelease
        pressemitteilung presseinformation mitteilung pressemeldung communiqué comunicado comunicato persbericht
        pressmeddelande pressemelding pressemeddelelse tiedote komunikat meldung following below contents
        content information report article artikel this the that these all any and or und oder et ou y o e och
        og eller ja lub i a dies diese dieser dieses der die das dem den des ce cette ces le la les l esta este
        esto el los las un una questa questo il lo gli deze dit het de een denna detta det denne dette ten ta to
        tato tento ez az această acest этот это данный ця цей bu for für para per pour on of at is are be must
        may shall can should will has have been ist sind wird darf dürfen soll unterliegt unterliegen gilt einer
        einem eine ein est sont être está è sono deve zijn wordt mag är får er skal kan jest są je van var bir
        için dan use used uses zu zum zur von vom im in am du au aux del al della dello delle dei da dos no na
        av af fra w we dne ze ke r roku г года року год sonra tarihinde tarihine published post print online air
        way form anywhere wise whole part check checked delivery gesprochene wort prononcé foi please kindly
        respect observe note notice attention achtung wichtig important importante bitte beachten beachte
        einhalten sie respekt veuillez respecter merci prière ruego rogamos atención atenção attenzione let op
        obs uwaga pozor figyelem внимание увага dikkat προσοχη confidential private confidentiel vertraulich
        vertrouwelijk confidencial riservato expires expire lifts lift ends end date dates later than early
        earlier earliest vorab hinweis redaktionen redaktion editors desk until further weiteres nb sunday su
        sua его своей pre advance advanced hold held newspapers journalists endet läuft ablauf t m klokka
        klokken dnia dniem godziny godzinie hodinou szám órája ό ή το του της των στις στην να γίνει من في ב ה
        של sent error mistake mistakenly wrong incorrect entitled titled headlined headed moved transmitted
        issued was were our irrtum irrtümlich versehen falsch gesendet mit titel mehr wurde wurden wir unsere
        unserer erreur erronée notre intitulée titrée nous transmise par émise hemos titulada titulado
        transmitida enviada emitida nuestra errónea con título com enviado nossa errada dal titolo trasmessa
        nostra errata onze met kop onjuist med titeln titlen rubriken otsikolla pt tytułem nadanej nadana nazwie
        nieprawdziwa titulkem název című szóló cu titlul с заголовком названием переданное наше ошибочно назвою
        надіслане başlıklı edilmiştir ediyoruz ediniz saat με τιτλο بعنوان المعنون שכותרתה sub follow follows
        substitute replacement vijest medij* medije материјал novinar* tanggal hari untuk dan atau la nota
        premsa notícia a les el de ob thông tin báo chí thời điểm việt nam hà nội gian công phát này است این خبر
        habari hii taarifa frétt fréttin og kl wita berita ini paziņojum* ziņ* uudis* teade žini* pranešim*
        sporočil* berjudul berjudul balik queda titulada yang dengan telah är er til baka ini کی جاتی ہے یہ
        kepada pelanggan dikirim karena keliru salah pretplatni* poslan* objavljen* pogrešk* grešk* grešaka zbog
        абонат* изпратен* поради грешка грешк* претплатни* послат* послан* због naročnik* napak* zaradi tellija*
        saadetud ekslik* vea tõttu abonent* nosūtīt* kļūd* dēļ prenumerator* išsiųst* klaid* abonats enviada
        errònia wateja iliyotumwa kimakosa khách hàng gửi nhầm áskrifend* send* röng مشترکان ارسال اشتباه ข่าว
        lúc ore sati saat pukul
    """,
    "recall": """
        kill killed killing withdraw withdrawn withdrawal withdrawing retract retracted retraction cancel
        canceled cancelled cancellation delete deleted disregard recall recalled void voided zurückgezogen
        zurückziehen zieht zurückgenommen zurück annullier* gestrichen streichen stornier* storno hinfällig
        gegenstandslos widerruf* rückruf ungültig annulation annulé annulée annulez annuler annulons retirer
        retirons retirée annulations anulación anulacion anulen anular anulada anulado anulamos retiren retirar
        retirada retiramos anulação anulem retirem cancelem cancelada cancelamento annullamento annullare
        annullata annullato annulliamo ritirare ritirata ritiriamo intrekking ingetrokken vervallen vervalt
        intrekken utgår återkall* annullera annulleras tilbage* tilbake* annullere* annullert trækkes trekkes
        trukket tilbakekall* poistamaan perumaan peruttu poistettu mitätöi* vedetty anulow* anuluj* wycof*
        zrušen* zrušte rušíme stažen* stáhn* stiahn* visszavon* törlés* törölj* anulare anulat* anulăm retras*
        retragem аннулир* отзыв* отозван* отмена отменяется анулю* відклика* iptal* ακυρω* αποσυρ* إلغاء سحب
        ملغى بإلغاء ביטול לבטל בוטלה povlači povučen* opoziv* повлачи повучен* анулира анулиран* оттегля*
        dicabut ditarik dibatalkan pembatalan anul·la anul lada anul·lada tühistat* tühistam* atsaukt* anulēt*
        atšaukt* anuliuot* umaknjen* umik preklican* منسوخ باطل لغو imefutwa kufutwa dregin afturkölluð ditarik
        dicabut pencabut* penarikan povlačenj* повлачење anul·lació tühistamine atsaukums atšaukimas umik*
        ritiro retirada anulación
    """,
    "hold": """
        withhold withheld hold zurückhalten zurückgehalten retenir retenez retener retengan reter retenham
        trattenere trattengano aanhouden achterhouden tilbakeholde tilbageholde wstrzymać wstrzymanie pozdržet
        pozdržte zadržať visszatartani задержать придержать притримати bekletiniz bekletilsin zadržati задржати
    """,
    "copy": """
        story stories item article dispatch slug slugged meldung bericht beitrag artikel eilmeldung dépêche
        papier information nota noticia despacho información notícia matéria notizia lancio dispaccio
        telegrammet telegram texten text artikeln saken meldingen juttu jutun jutut uutinen uutisen depesz*
        informacj* wiadomoś* zpráv* správ* hír hírt hírünk* hírek cikk* știre* ştire* știri* сообщени*
        информаци* материал* повідомлен* haber* ειδηση* τηλεγραφημα* خبر الخبر خبرنا הידיעה ידיעה vijest* вест
        вести новината новина съобщението berita notícia uudis* ziņa ziņu žinia žinios žinią habari fréttin
        frétt خبر
    """,
    "use": """
        use used verwend* benutz* nutzen utiliser utilisez utilizar utilicen utilizem usar utilizzare gebruik*
        använd* brug* bruk* käyttä* wykorzyst* používej* použív* nepouží* használ* folosi* folosit* использова*
        використов* kullan* χρησιμοπο* استخدام להשתמש publish publier koristit* koristite користите използва*
        menggunakan digunakan gunakan utilitzeu utilitzar kasutada izmantot naudoti uporabljajte استفاده
        kuitumia msiitumie sử dụng neizmantot nenaudoti
    """,
    "polite": """
        please kindly editors eds advisory attention notice subscribers clients bitte achtung redaktionen
        hinweis kunden eilt korrektur veuillez prière merci avis rédactions abonnés rogamos favor aviso ruego
        solicitamos prega prego avviso attenzione gelieve let attentie vänligen obs venligst vennligst pyydämme
        prosimy uwaga prosíme žádáme pozor kérjük figyelem rugăm atenție просим просьба внимание вниманию
        просимо прохання увага lütfen dikkat παρακαλ* προσοχη يرجى نرجو تنبيه נא por si molimo молимо моля mohon
        harap preguem palume lūdzam prašome prosimo لطفا tafadhali vinsamlega đề nghị xin
    """,
    "older": """
        earlier previous prior older vorherige frühere ersetzt précédent précédente remplace anterior reemplaza
        sustituye precedente sostituisce eerdere vervangt poprzedni* zastępuj* nahrazuj* заменяет предыдущ* replaces
        replaced supersedes
    """,
}
"""Words and stems by what they mean. "filler" is what else such notes have; names of cities are those of zones."""

UNSPACED_EMBARGO = re.compile(
    r"解禁|エンバーゴ|엠바고|보도\s?시점"
    r"|(?:報道|掲載|公開|配信|放送|公表|発表|朝刊|夕刊)[^。]{0,20}(?:以降|以後|より前|以前|前の)"
    r"|(?:以降|以後|前)[^。]{0,12}(?:報道|掲載|公開|配信|放送|公表)(?:して)?(?:可|不可|禁止|厳禁|お願い|ください|願)"
    r"|(?:请勿|請勿|禁止|不得|严禁|嚴禁|勿)[^。]{0,24}(?:发布|發布|播发|播發|刊发|刊登|发表|發表|发稿|报道|報導|公开|公開)"
    r"|(?:发布|發布|播发|刊发|刊登|发表|发稿|报道|報導|公开)[^。]{0,8}不得早于"
    r"|(?:后|後)(?:方|才|始)?可[^。]{0,4}(?:发布|發布|播发|刊发|刊登|发表|发稿|报道|報導|公开)"
    r"|ห้ามเผยแพร่(?:ก่อน|จนถึง|จนกว่า)|एम्बार्गो|एंबार्गो|(?:तक|से पहले)[^।]{0,20}प्रकाश(?:न निषेध|ित न)"
    r"|আগে[^।]{0,12}প্রকাশ[^।]{0,12}(?:না|নিষেধ)"
    r"|(?:이후|부터)[^.]{0,12}(?:보도|사용|게재|방송)\s?(?:가능|해|바랍|요망|부탁|하여)|(?:이전|까지|전)[^.]{0,8}보도\s?(?:금지|불가|자제)"
)
"""Wordings of embargoes in Japanese, Chinese, Korean, Thai, Hindi and Bengali; with a day or an hour."""

UNSPACED_LETTER = re.compile("[úô\u0900-\u1fff\u3000-\U0010ffff]")
"""A letter of which each wording of an embargo or a withdrawal in these languages and in Vietnamese has one."""

UNSPACED_COPY = re.compile(
    r"報道|報導|掲載|公開|配信|放送|公表|発表|記事|原稿|取り扱|取扱|厳守|遵守|注意|願|ください|下さい|发布|發布|播发|播發|刊发|刊登|发表"
    r"|發表|稿|媒体|媒體|编辑|編輯|请|請|보도|기사|엠바고|게재|방송|바랍|부탁|협조|ข่าว|เผยแพร่|समाचार|प्रकाश|সংবাদ|প্রকাশ"
)
"""Words of such notes that are about copy or ask for something."""

UNSPACED_FREE = re.compile(r"即時|即日|즉시|立即")
"""What says in these languages that copy is free at once."""

UNSPACED_KILL = re.compile(
    r"(?:記事|全文|配信|原稿|速報)[^。]{0,24}(?:取り消し|取消)(?:ます|します|いたします|$)"
    r"|(?:请|請|敬请|望)[^。]{0,16}(?:撤销|撤銷|撤回|撤下|停用|删除|刪除)[^。]{0,60}稿"
    r"|(?<![来來投约約])稿[^。]{0,8}(?:撤销|撤銷|作废|作廢|撤回|停用)(?=\W|通知|$)"
    r"|^\W*(?:[Hh]uỷ|[Hh]ủy|[Gg]ỡ bỏ|[Rr]út)\s(?:tin|bài viết|bài báo)(?=\s*(?:[^\w\s]|\d|số\b|$))"
    r"|(?:[Đđ]ề nghị|[Xx]in|[Yy]êu cầu)[^.]{0,30}không (?:sử dụng|dùng|đăng)\s(?:lại\s)?(?:tin|bài)\b"
    r"|ยกเลิกข่าว(?=\s*(?:[^\w\s]|$|เรื่อง))"
    r"|(?:โปรด|กรุณา)(?:อย่า|งด)ใช้ข่าว|समाचार\s?(?:को\s)?(?:रद्द|निरस्त)(?=\s*(?:[^\w\s]|$|किया|कर द|करें))"
    r"|সংবাদটি?\s(?:বাতিল|প্রত্যাহার)(?=\s*(?:[^\w\s]|$|কর(?:া হ|ুন)))"
    r"|(?:^\W*|[\"'”’」》>\])]\s?|(?:본|이|위|해당|아래|앞선|관련)\s)기사(?:를|을|는|가)?\s?(?:전문(?:을)?\s?)?(?:모두\s?)?"
    r"(?:취소|삭제|철회)(?:합니다|하였|했|해|바랍|됐|되었|$)|^\W*기사\s?(?:전문\s?)?(?:취소|삭제|철회)(?=\W|$)"
)
"""Wordings of withdrawals in Japanese, Chinese, Korean, Vietnamese, Thai, Hindi and Bengali."""
