"""Lists as other programs export them, with the state in which each of their people must come in.

All names and addresses are invented; the headings and the words of states are the programs' own.
"""

from typing import Final

CONFIRMED: Final = "confirmed"
LEFT: Final = "unsubscribed"
SUPPRESSED: Final = "suppressed"
PENDING: Final = "pending"

# By program: the file, and the state of each person.
EXPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "mailchimp unsubscribed": (
        '"Email Address","First Name",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CONFIRM_IP,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,'
        "UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS\n"
        'a@e.fr,Anne,1,,"2019-02-12 18:06:58",203.0.113.4,"2023-05-01 09:00:00",Lettre,12345,NORMAL,,1,aa,,\n'
        'b@e.fr,Omar,1,,"2019-02-12 18:06:58",,"2023-05-02 09:00:00",Lettre,c2,SPAM,,2,bb,,\n',
        {"a": LEFT, "b": SUPPRESSED},
    ),
    "mailchimp subscribed": (
        '"Email Address","First Name",Address,"Phone Number",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,'
        "LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS\n"
        'a@e.fr,Anne,,,2,"2019-02-12 17:59:31",203.0.113.4,"2019-02-12 18:06:58",,48.8,2.3,1,2,Europe/Paris,fr,idf,'
        '"2020-01-01 00:00:00",1,aa,,"""vip"""\n',
        {"a": CONFIRMED},
    ),
    "ghost": (
        "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers\n"
        "1,a@e.fr,A,,true,false,,2021-05-06T07:08:09.000Z,,vip,Free\n"
        "2,b@e.fr,B,,false,false,,2021-05-06T07:08:09.000Z,,,\n"
        "3,c@e.fr,C,,true,false,,2021-05-06T07:08:09.000Z,2023-01-01T00:00:00.000Z,,\n",
        {"a": CONFIRMED, "b": LEFT, "c": LEFT},
    ),
    "mailpoet": (
        '"Email","First name","Last name","List","List status","Global status","Subscribed IP","Created at","Confirmed at"\n'
        'a@e.fr,A,A,Lettre,subscribed,subscribed,203.0.113.4,"2020-01-02 03:04:05","2020-01-02 03:05:05"\n'
        "b@e.fr,B,B,Lettre,unsubscribed,subscribed,,2020-01-02,\n"
        "c@e.fr,C,C,Lettre,subscribed,bounced,,2020-01-02,\n"
        "d@e.fr,D,D,Lettre,unconfirmed,unconfirmed,,2020-01-02,\n"
        "e@e.fr,E,E,Lettre,subscribed,inactive,,2020-01-02,\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "e": LEFT, "d": PENDING},
    ),
    "mailpoet in french": (
        "Adresse e-mail;Prénom;Nom;Liste;Statut de la liste;Statut global;Créé le;Confirmé le\n"
        "a@e.fr;A;A;Lettre;Abonné;Abonné;02/01/2020;02/01/2020\n"
        "b@e.fr;B;B;Lettre;Désabonné;Abonné;02/01/2020;\n"
        "c@e.fr;C;C;Lettre;Abonné;Rebond;02/01/2020;\n"
        "d@e.fr;D;D;Lettre;Non confirmé;Non confirmé;02/01/2020;\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "d": PENDING},
    ),
    "listmonk": (
        "uuid,email,name,attributes,status,created_at,updated_at\n"
        'u1,a@e.fr,A,"{""city"": ""Fes""}",enabled,2021-05-06T07:08:09Z,2021-05-06T07:08:09Z\n'
        "u2,b@e.fr,B,{},disabled,2021-05-06T07:08:09Z,2021-05-06T07:08:09Z\n"
        "u3,c@e.fr,C,{},blocklisted,2021-05-06T07:08:09Z,2021-05-06T07:08:09Z\n",
        {"a": CONFIRMED, "b": LEFT, "c": LEFT},
    ),
    "beehiiv": (
        "id,email,status,created_at,subscription_tier,utm_source,referral_code,unsubscribed_at\n"
        "1,a@e.fr,active,2021-05-06 07:08:09 UTC,free,web,x,\n"
        "2,b@e.fr,inactive,2021-05-06 07:08:09 UTC,free,web,x,2022-01-01 00:00:00 UTC\n"
        "3,c@e.fr,invalid,2021-05-06 07:08:09 UTC,free,web,x,\n"
        "4,d@e.fr,validating,2021-05-06 07:08:09 UTC,free,web,x,\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "d": PENDING},
    ),
    "buttondown": (
        "email,notes,tags,referrer_url,creation_date,subscriber_type,source,unsubscription_date,unsubscription_reason\n"
        "a@e.fr,,,,2021-05-06,regular,import,,\n"
        "b@e.fr,,,,2021-05-06,unsubscribed,import,2022-05-06,too many\n"
        "c@e.fr,,,,2021-05-06,undeliverable,import,,\n"
        "d@e.fr,,,,2021-05-06,unactivated,import,,\n"
        "e@e.fr,,,,2021-05-06,complained,import,,\n"
        "f@e.fr,,,,2021-05-06,premium,import,,\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "e": SUPPRESSED, "f": CONFIRMED, "d": PENDING},
    ),
    "buttondown, newer": (
        "email,type\na@e.fr,regular\nb@e.fr,unsubscribed\nc@e.fr,undeliverable\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED},
    ),
    "a box that says no": (
        "email;Ne souhaite plus recevoir la lettre;No quiere recibir\na@e.fr;;\nb@e.fr;x;\nc@e.fr;;sí\nd@e.fr;non;no\n",
        {"a": CONFIRMED, "b": LEFT, "c": LEFT, "d": CONFIRMED},
    ),
    "a question in arabic": (
        "البريد الإلكتروني,لا يريد الاشتراك\na@e.fr,\nb@e.fr,نعم\n",
        {"a": CONFIRMED, "b": LEFT},
    ),
    "sendy": (
        '"Name","Email","Status"\nA,a@e.fr,Active\nB,b@e.fr,Unsubscribed\nC,c@e.fr,Bounced\nD,d@e.fr,"Marked as spam"\n'
        "E,e@e.fr,Unconfirmed\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "d": SUPPRESSED, "e": PENDING},
    ),
    "campaign monitor": (
        '"Email Address","Name","State","Date","ConsentToTrack"\n'
        'a@e.fr,A,Active,"2021-05-06 07:08:09",Yes\nb@e.fr,B,Unsubscribed,"2021-05-06 07:08:09",Unchanged\n'
        'c@e.fr,C,Bounced,"2021-05-06 07:08:09",No\nd@e.fr,D,Deleted,"2021-05-06 07:08:09",No\n',
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "d": LEFT},
    ),
    "campaign monitor unsubscribes": (
        '"Email Address","Name","Date Unsubscribed"\na@e.fr,A,"Mar 4, 2022 9:05 PM"\n',
        {"a": LEFT},
    ),
    "mailerlite": (
        "Subscriber,Name,Status,Sent,Opens,Subscribed,Unsubscribed\n"
        "a@e.fr,A,Active,10,3,2021-05-06 07:08:09,\nb@e.fr,B,Active,10,3,2021-05-06 07:08:09,2022-05-06 07:08:09\n"
        "c@e.fr,C,Junk,10,3,2021-05-06 07:08:09,\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED},
    ),
    "newsletter plug-in": (
        '"email";"name";"status";"created"\na@e.fr;A;C;2021-05-06 07:08:09\nb@e.fr;B;U;2021-05-06 07:08:09\n'
        "c@e.fr;C;B;2021-05-06 07:08:09\nd@e.fr;D;S;2021-05-06 07:08:09\ne@e.fr;E;P;2021-05-06 07:08:09\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "e": SUPPRESSED, "d": PENDING},
    ),
    "phplist": (
        "email\tconfirmed\tblacklisted\tdisabled\na@e.fr\t1\t0\t0\nb@e.fr\t1\t1\t0\nc@e.fr\t0\t0\t0\nd@e.fr\t1\t0\t1\n",
        {"a": CONFIRMED, "b": LEFT, "d": LEFT, "c": PENDING},
    ),
    "mailjet": (
        "Email,IsExcludedFromCampaigns,IsUnsubscribed,CreatedAt\n"
        "a@e.fr,false,false,2021-05-06T07:08:09Z\nb@e.fr,true,false,2021-05-06T07:08:09Z\n"
        "c@e.fr,false,true,2021-05-06T07:08:09Z\n",
        {"a": CONFIRMED, "b": LEFT, "c": LEFT},
    ),
    "klaviyo": (
        "Email,First Name,Email Marketing Consent,Email Suppressions\n"
        "a@e.fr,A,SUBSCRIBED,\nb@e.fr,B,UNSUBSCRIBED,\nc@e.fr,C,NEVER_SUBSCRIBED,\nd@e.fr,D,SUBSCRIBED,HARD_BOUNCE\n",
        {"a": CONFIRMED, "b": LEFT, "d": SUPPRESSED, "c": PENDING},
    ),
    "a spreadsheet in french": (
        "Nom;Courriel;Abonné;Désinscrit le\nA;a@e.fr;oui;\nB;b@e.fr;non;\nC;c@e.fr;oui;3 mars 2022\nD;d@e.fr;;\n",
        {"a": CONFIRMED, "b": LEFT, "c": LEFT, "d": PENDING},
    ),
    "a spreadsheet in spanish": (
        "Nombre;Correo electrónico;Estado;Fecha de baja\nA;a@e.fr;Activo;\nB;b@e.fr;Dado de baja;\n"
        "C;c@e.fr;Suscrito;3 de marzo de 2022\nD;d@e.fr;Rebotado;\nE;e@e.fr;Sin confirmar;\n",
        {"a": CONFIRMED, "b": LEFT, "c": LEFT, "d": SUPPRESSED, "e": PENDING},
    ),
    "a spreadsheet in arabic": (
        "الاسم,البريد الإلكتروني,الحالة,تاريخ إلغاء الاشتراك\nأ,a@e.fr,مشترك,\nب,b@e.fr,ألغى الاشتراك,\n"
        "ج,c@e.fr,مشترك,2022-03-03\nد,d@e.fr,مرتدّ,\nه,e@e.fr,غير مؤكد,\n",
        {"a": CONFIRMED, "b": LEFT, "c": LEFT, "d": SUPPRESSED, "e": PENDING},
    ),
    "sendinblue": (
        "EMAIL;NOM;PRENOM;SMS;BLACKLISTED;SMS_BLACKLISTED;DATE_ADDED\n"
        "a@e.fr;A;;;0;1;2020-01-02 10:00:00\nb@e.fr;B;;;1;0;2020-01-02 10:00:00\n",
        {"a": CONFIRMED, "b": LEFT},
    ),
    "brevo": (
        "CONTACT ID;EMAIL;PRENOM;NOM;SMS;DOUBLE_OPT-IN;OPT_IN;EMAIL_BLACKLISTED;ADDED_TIME;MODIFIED_TIME\n"
        "1;a@e.fr;Zoé;R;;1;true;false;12-02-2018 17:59:31;12-02-2018 17:59:31\n"
        "2;b@e.fr;Zed;R;;1;true;true;12-02-2018 17:59:31;12-02-2018 17:59:31\n",
        {"a": CONFIRMED, "b": LEFT},
    ),
    "brevo, newer": (
        '"CONTACT ID","EMAIL","FIRSTNAME","EXT_ID","WHATSAPP","CONTACT_TIMEZONE","JOB_TITLE","DOUBLE_OPT-IN","OPT_IN",'
        '"EMAIL_BLACKLIST","SMS_BLACKLIST","ADDED_TIME","MODIFIED_TIME"\n'
        '"1","a@e.fr","A","","","","","Yes","true","No","No","2020-01-02T10:00:00","2020-01-02T10:00:00"\n'
        '"2","b@e.fr","A","","","","","Yes","true","Yes","No","2020-01-02T10:00:00","2020-01-02T10:00:00"\n'
        '"3","c@e.fr","A","","","","","No","","No","No","2020-01-02T10:00:00","2020-01-02T10:00:00"\n',
        {"a": CONFIRMED, "b": LEFT, "c": PENDING},
    ),
    "substack": (
        "email,active_subscription,expiry,plan,email_disabled,digest_enabled,created_at,first_payment_at\n"
        "a@e.fr,false,,other,false,false,2021-05-06T07:08:09.000Z,\n"
        "b@e.fr,false,,other,true,false,2021-05-06T07:08:09.000Z,\n",
        {"a": CONFIRMED, "b": LEFT},
    ),
    "substack, newer": (
        "Email,Name,Type,Activity,Stripe plan,Cancel date,Start date,Paid upgrade date,First paid date,Emails received (6mo),"
        "Emails opened (6mo),Post views,Comments,Shares,Days active (30d),Revenue,Country,Email opened (7d)\n"
        "a@e.fr,A,Free,3,,,2021-05-06T07:08:09.000Z,,,10,3,4,0,0,3,0,FR,1\n"
        "b@e.fr,B,Paid,3,monthly,,2021-05-06T07:08:09.000Z,2021-06-06T07:08:09.000Z,,10,3,4,0,0,3,70,FR,1\n"
        "c@e.fr,C,Unsubscribed,3,,2022-05-06T07:08:09.000Z,2021-05-06T07:08:09.000Z,,,10,3,4,0,0,3,0,FR,1\n",
        {"a": CONFIRMED, "b": CONFIRMED, "c": LEFT},
    ),
    "mailerlite, newer": (
        "Email,Name,Last name,Status,Subscribed at,Unsubscribed at,Confirmed at,IP address,Location,Signup source,Sent,"
        "Opens count,Clicks count,Open rate,Click rate,Groups\n"
        'a@e.fr,A,,active,2021-05-06 07:08:09,,2021-05-06 07:08:09,203.0.113.4,Paris,form,10,3,1,30%,10%,"vip, x"\n'
        "b@e.fr,B,,unsubscribed,2021-05-06 07:08:09,2022-05-06 07:08:09,,203.0.113.4,Paris,form,10,3,1,30%,10%,\n"
        "c@e.fr,C,,bounced,2021-05-06 07:08:09,,,203.0.113.4,Paris,form,10,3,1,30%,10%,\n"
        "d@e.fr,D,,junk,2021-05-06 07:08:09,,,203.0.113.4,Paris,form,10,3,1,30%,10%,\n"
        "e@e.fr,E,,unconfirmed,2021-05-06 07:08:09,,,203.0.113.4,Paris,form,10,3,1,30%,10%,\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "d": SUPPRESSED, "e": PENDING},
    ),
    "beehiiv, newer": (
        "subscription_id,email,status,created_at,subscription_tier,subscription_premium_tier_names,utm_source,utm_medium,"
        "utm_channel,utm_campaign,referring_site,referral_code,referral_count,stripe_customer_id,unsubscribe_reason,tags\n"
        "1,a@e.fr,active,2021-05-06 07:08:09 UTC,free,,,,website,,,x,0,,,\n"
        "2,b@e.fr,inactive,2021-05-06 07:08:09 UTC,free,,,,website,,,x,0,,Not interested,\n"
        "3,c@e.fr,pending,2021-05-06 07:08:09 UTC,free,,,,website,,,x,0,,,\n"
        "4,d@e.fr,needs_attention,2021-05-06 07:08:09 UTC,free,,,,website,,,x,0,,,\n"
        "5,e@e.fr,bounced,2021-05-06 07:08:09 UTC,free,,,,website,,,x,0,,,\n",
        {"a": CONFIRMED, "b": LEFT, "c": PENDING, "d": SUPPRESSED, "e": SUPPRESSED},
    ),
    "buttondown, in full": (
        "avatar_url,email_address,creation_date,id,ip_address,last_click_date,last_open_date,metadata,notes,purchased_by,"
        "referral_code,referrer_url,risk_score,secondary_id,source,stripe_coupon,subscriber_import_id,tags,type,"
        "unsubscription_date,unsubscription_reason,undeliverability_date,undeliverability_reason,upgrade_date,churn_date\n"
        ",a@e.fr,2021-05-06T07:08:09Z,1,,,,{},,,x,,0,1,api,,,,regular,,,,,,\n"
        ",b@e.fr,2021-05-06T07:08:09Z,1,,,,{},,,x,,0,1,api,,,,unsubscribed,2022-05-06T07:08:09Z,bye,,,,\n"
        ",c@e.fr,2021-05-06T07:08:09Z,1,,,,{},,,x,,0,1,api,,,,undeliverable,,,2022-05-06T07:08:09Z,hard_bounce,,\n"
        ",d@e.fr,2021-05-06T07:08:09Z,1,,,,{},,,x,,0,1,api,,,,removed,,,,,,\n"
        ",e@e.fr,2021-05-06T07:08:09Z,1,,,,{},,,x,,0,1,api,,,,blocked,,,,,,\n"
        ",f@e.fr,2021-05-06T07:08:09Z,1,,,,{},,,x,,0,1,api,,,,past_due,,,,,,\n"
        ",g@e.fr,2021-05-06T07:08:09Z,1,,,,{},,,x,,0,1,api,,,,unactivated,,,,,,\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "d": LEFT, "e": LEFT, "f": CONFIRMED, "g": PENDING},
    ),
    "listmonk, of one list": (
        "uuid,email,name,attributes,status,created_at,updated_at,lists,subscription_status\n"
        "u,a@e.fr,A,{},enabled,2021-05-06T07:08:09Z,2021-05-06T07:08:09Z,Lettre,confirmed\n"
        "u,b@e.fr,A,{},enabled,2021-05-06T07:08:09Z,2021-05-06T07:08:09Z,Lettre,unsubscribed\n"
        "u,c@e.fr,A,{},enabled,2021-05-06T07:08:09Z,2021-05-06T07:08:09Z,Lettre,unconfirmed\n",
        {"a": CONFIRMED, "b": LEFT, "c": PENDING},
    ),
    "ghost, newer": (
        "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers,"
        "email_disabled,status,email_open_rate,last_seen_at\n"
        "1,a@e.fr,A,,true,false,,2021-05-06T07:08:09.000Z,,,,false,free,30,2022-01-01T00:00:00.000Z\n"
        "2,b@e.fr,A,,true,false,,2021-05-06T07:08:09.000Z,,,,true,free,30,\n"
        "3,c@e.fr,A,,false,true,,2021-05-06T07:08:09.000Z,,,,false,comped,30,\n"
        "4,d@e.fr,A,,true,true,,2021-05-06T07:08:09.000Z,,,,false,paid,30,\n",
        {"a": CONFIRMED, "b": LEFT, "c": LEFT, "d": CONFIRMED},
    ),
    "mailchimp cleaned, in french": (
        "Adresse e-mail,Prénom,Nom,Numéro de téléphone,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,CLEAN_TIME,"
        "CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID,NOTES,TAGS\n"
        "a@e.fr,A,,,1,2019-02-12 17:59:31,,2019-02-12 18:06:58,203.0.113.4,2022-01-01 00:00:00,L,5,1,a,,\n",
        {"a": SUPPRESSED},
    ),
    "mailpoet in arabic": (
        "البريد الإلكتروني,الاسم الأول,القائمة,حالة القائمة,الحالة العامة\n"
        "a@e.fr,أ,النشرة,مشترك,مشترك\nb@e.fr,أ,النشرة,غير مشترك,غير مشترك\n"
        "c@e.fr,أ,النشرة,مرتد,مرتد\nd@e.fr,أ,النشرة,غير مؤكد,غير مؤكد\n",
        {"a": CONFIRMED, "b": LEFT, "c": SUPPRESSED, "d": PENDING},
    ),
}
