# Was Seiten sagen. `{ $site }` ist, wie die Seite heißt.

## Was um jede Seite steht.

frame-skip = Zum Inhalt springen
frame-sign-out = Abmelden
frame-signed-in-as = Angemeldet als { $name }
frame-show = Zeigen
frame-hide = Verbergen
frame-show-password = Passwort zeigen
frame-hide-password = Passwort verbergen
frame-terms = Nutzungsbedingungen
frame-privacy = Datenschutz
frame-support = Hilfe

## Felder.

field-optional = optional
field-username = Benutzername
field-email = E-Mail-Adresse
field-password = Passwort
field-username-hint = Buchstaben, Ziffern und @ . + - _ ohne Leerzeichen, höchstens 150 Zeichen.
field-current-password = Dein Passwort
field-new-password = Neues Passwort
field-password-again = Noch einmal dasselbe Passwort
field-password-hint = Mindestens { $least ->
    [one] ein Zeichen
   *[other] { $least } Zeichen
}; gut sind einige Wörter, die nichts miteinander zu tun haben. Nichts Häufiges, nicht nur Ziffern, und nichts, was deinem Namen oder deiner E-Mail-Adresse ähnelt.
field-again = Noch einmal dasselbe
field-locale = Sprache
field-locale-hint = Dieser Seiten und der E-Mails an dich.
field-locale-browser = Wie der Browser sie wünscht

## Was an einem Formular oder an einem seiner Felder nicht stimmt.

fault-required = Bitte fülle das aus.
fault-characters = Hier stehen Zeichen, die nicht erlaubt sind.
fault-too-long = Höchstens { $most ->
    [one] ein Zeichen.
   *[other] { $most } Zeichen.
}
fault-username = Nur Buchstaben, Ziffern und @ . + - _, ohne Leerzeichen.
fault-username-taken = Diesen Benutzernamen hat schon jemand. Bitte wähle einen anderen.
fault-email = Das sieht nicht wie eine E-Mail-Adresse aus. Sie sollte wie name@example.org sein.
fault-email-taken = Ein anderes Konto hat diese E-Mail-Adresse.
fault-foreign-domain = Adressen dieser Domain können hier nicht benutzt werden.
fault-taken = Das hat schon jemand anderes.
fault-not-there = Das gibt es nicht mehr.
fault-credentials = Das stimmt nicht. Sieh dir beides noch einmal an: Bei Passwörtern zählt, was groß und was klein ist.
fault-wrong-password = Das ist nicht dein Passwort.
fault-mismatch = Die beiden sind nicht gleich.
fault-bad-link = Dieser Link gilt nicht mehr.
fault-too-short = Mindestens { $least ->
    [one] ein Zeichen.
   *[other] { $least } Zeichen.
}
fault-too-common = Dieses Passwort benutzen zu viele. Bitte wähle ein anderes.
fault-only-digits = Ziffern allein sind leicht zu erraten. Nimm Buchstaben oder Wörter dazu.
fault-like-email = Das ähnelt deiner E-Mail-Adresse zu sehr.
fault-like-name = Das ähnelt deinem Namen zu sehr.
fault-too-many = Das war zu oft. Bitte versuche es in { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
} noch einmal.
fault-stale = Das wurde geändert, seit du es geöffnet hast. Sieh es dir noch einmal an: Wenn du deine Änderung noch willst, sende sie noch einmal.
fault-busy = Bei uns ist etwas schiefgegangen. Bitte versuche es gleich noch einmal.
fault-url = Das sollte die Adresse einer Seite sein, wie https://example.org/.
fault-slug = Nur Buchstaben, Ziffern, Unterstriche und Bindestriche.
fault-integer = Das sollte eine ganze Zahl sein.
fault-number = Das sollte eine Zahl sein.
fault-digits = Höchstens { $most } Ziffern.
fault-places = Höchstens { $most } Ziffern hinter dem Komma.
fault-whole-digits = Höchstens { $most } Ziffern vor dem Komma.
fault-above = Das sollte höchstens { $limit } sein.
fault-below = Das sollte mindestens { $limit } sein.
fault-choice = Bitte wähle eines davon.
fault-date = Das sollte ein Tag sein, wie 1990-05-17.
fault-moment = Das sollte ein Zeitpunkt sein, wie 2026-05-17T09:30:00Z.
fault-uuid = Das sollte eine UUID sein, wie 123e4567-e89b-12d3-a456-426614174000.
fault-json = Das sollte JSON sein.
fault-too-much = Alles zusammen ist zu lang.

## Warum eine Seite nicht gezeigt wird.

trouble-back = Zu deinem Konto
trouble-not-found = Diese Seite gibt es nicht
trouble-not-found-text = Vielleicht ist die Adresse abgeschnitten, oder was hier war, ist fort.
trouble-forbidden = Das darfst du nicht
trouble-forbidden-text = Dein Konto hat nicht das Recht dazu. Wenn es das haben sollte, frage, wer sich um { $site } kümmert.
trouble-foreign = Dieses Formular kann nicht angenommen werden
trouble-foreign-text = Es kam nicht von einer Seite von { $site }, oder deine Sitzung ist eine andere. Gehe zurück, lade die Seite neu und sende es noch einmal. Es wurde nichts geändert.
trouble-method = Das kann diese Seite nicht
trouble-method-text = Es wurde nichts geändert.
trouble-stale = Jemand war schneller
trouble-stale-text = Das wurde geändert, seit du es geöffnet hast. Gehe zurück, lade die Seite neu und sieh, ob du deine Änderung noch willst. Es wurde nichts überschrieben.
trouble-last-superuser = Dieses Konto muss bleiben
trouble-last-superuser-text = Es ist das letzte, das auf { $site } alles darf.
trouble-busy = Bei uns ist etwas schiefgegangen
trouble-busy-text = Bitte versuche es gleich noch einmal. Was du wolltest, ist ganz oder gar nicht geschehen.
trouble-unreadable = Dieses Formular kann nicht gelesen werden
trouble-unreadable-text = Vielleicht ist es zu lang, oder es wurde unterwegs abgeschnitten. Es wurde nichts geändert.
trouble-too-many = Das war zu oft
trouble-too-many-text = Bitte versuche es in { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
} noch einmal.

## An- und abmelden.

sign-in-title = Anmelden
sign-in-lead = Willkommen zurück bei { $site }.
sign-in-kept = Du warst inzwischen abgemeldet. Melde dich wieder an: Was du eingegeben hast, ist noch da.
sign-in-cookies = Dein Browser behält keine Cookies von { $site }. Zum Anmelden braucht es sie: Bitte erlaube sie und versuche es noch einmal.
sign-in-button = Anmelden
sign-in-forgotten = Ich habe mein Passwort vergessen
sign-in-new-here = Neu hier?
sign-in-sign-up = Konto anlegen
sign-in-resend = Die Aktivierungs-E-Mail kam nicht an
flash-signed-out = Du bist abgemeldet.

## Ein Formular, das unterbrochen wurde.

resumed-title = Geht es weiter?
resumed-text = Was du eingegeben hast, ist noch da, aber noch nicht gespeichert. Passwörter müssen noch einmal eingegeben werden.
resumed-button = Weiter
resumed-leave = Verwerfen und zu deinem Konto gehen

## Das eigene Konto.

account-title = Dein Konto
account-profile = Profil
account-security = Anmeldung
account-sessions = Geräte
account-data = Deine Daten
account-back = Zurück

profile-lead = Wie dich { $site } nennt.
profile-button = Speichern
profile-facts = Was sich hier nicht ändern lässt
flash-profile-saved = Dein Profil ist gespeichert.

security-lead = Womit du dich bei { $site } anmeldest.
security-change = Ändern
security-awaited = Wartet auf Bestätigung
security-awaited-text = Öffne den Link, den wir an { $email } geschickt haben. Bis dahin bleibt alles, wie es ist.
security-withdraw = Abbrechen

email-title = E-Mail-Adresse ändern
email-lead = Wir schicken einen Link an die neue Adresse. Sobald du ihn öffnest, ersetzt sie die alte.
email-new = Neue E-Mail-Adresse
email-button = Link schicken
flash-email-asked = Sieh in dein neues Postfach: Der Link dort bestätigt die Adresse.
flash-email-changed = Deine E-Mail-Adresse ist geändert.
flash-email-withdrawn = Deine E-Mail-Adresse bleibt, wie sie ist.

username-title = Benutzernamen ändern
username-lead = Von da an meldest du dich mit dem neuen an. Dein Passwort bleibt dasselbe.
username-new = Neuer Benutzername
username-button = Speichern
flash-username-changed = Dein Benutzername ist geändert.

password-title = Passwort ändern
password-lead = Überall sonst wirst du abgemeldet.
password-button = Speichern
flash-password-changed = Dein Passwort ist geändert.

sessions-lead = Wo du bei { $site } angemeldet bist.
sessions-device = { $browser } auf { $system }
sessions-unknown = Unbekanntes Gerät
sessions-this = Dieses Gerät
sessions-browser = Browser
sessions-app = App
sessions-token = Zugangstoken
sessions-used = zuletzt benutzt
sessions-since = angemeldet
sessions-end = Abmelden
sessions-end-others = Überall sonst abmelden
sessions-more = Mehr
flash-session-ended = Dieses Gerät ist abgemeldet.
flash-sessions-ended = Du bist überall sonst abgemeldet.

data-lead = Sie gehören dir, zum Ansehen und zum Mitnehmen.
data-export-title = Eine Kopie deiner Daten
data-export = Eine Datei (JSON) mit allem, was { $site } von dir weiß: Profil, Gruppen, Anmeldungen und Links. Passwörter stehen nicht darin.
data-export-button = Kopie herunterladen
data-delete = Alles, was { $site } von dir weiß, wird gelöscht. Das lässt sich nicht rückgängig machen.

delete-title = Konto löschen
delete-lead = Dein Profil, dein Benutzername und deine E-Mail-Adresse sind sofort fort, und niemand kann sie zurückholen. Gib dein Passwort ein, wenn du sicher bist.
delete-button = Mein Konto löschen
flash-account-deleted = Dein Konto ist gelöscht.

## Bekannt werden.

ask-known = Hast du schon ein Konto?
mailed-title = Sieh in dein Postfach

sign-up-title = Konto anlegen
sign-up-lead = Eine Minute, und du hast ein Konto bei { $site }.
sign-up-button = Mein Konto anlegen
sign-up-mailed = Noch ein Schritt
sign-up-mailed-text = Wir haben dir eine E-Mail geschickt. Öffne den Link darin, und dein Konto ist fertig.
flash-signed-up = Dein Konto ist fertig. Melde dich damit an.

forgotten-title = Passwort vergessen?
forgotten-lead = Nenne uns deine E-Mail-Adresse, und wir schicken dir einen Link, mit dem du ein neues wählst.
forgotten-button = Link schicken
forgotten-mailed-text = Wenn das die Adresse eines Kontos bei { $site } ist, ist eine E-Mail mit einem Link für ein neues Passwort dorthin unterwegs.

resend-title = Aktivierungs-E-Mail noch einmal schicken
resend-lead = Nenne uns die Adresse, mit der du dich registriert hast.
resend-button = Noch einmal schicken
resend-mailed-text = Wenn ein Konto bei { $site } darauf wartet, von dieser Adresse aus aktiviert zu werden, ist eine E-Mail mit einem neuen Link dorthin unterwegs.

## Die Seiten hinter den Links in Mails.

link-go-on = Zu deinem Konto

dead-title = Dieser Link gilt nicht mehr
dead-text = Er ist vielleicht abgelaufen, schon benutzt oder ersetzt: Nur der Link in der neuesten E-Mail gilt.
dead-email = Deine E-Mail-Adresse
dead-button = Neuen Link anfordern
dead-sent = Ein neuer Link ist unterwegs
dead-sent-text = Wenn das die Adresse eines Kontos bei { $site } ist, ist eine E-Mail mit einem neuen Link dorthin unterwegs. Du kannst diese Seite schließen.

activate-title = Konto aktivieren
activate-lead = Ein Klick, und dein Konto bei { $site } ist fertig.
activate-button = Mein Konto aktivieren
activate-done = Dein Konto ist aktiv
activate-done-text = Willkommen bei { $site }. Du kannst diese Seite schließen und dich anmelden.
activate-dead-text = Wenn du dich anmelden kannst, ist dein Konto aktiv, und es gibt nichts mehr zu tun. Wenn nicht: Wohin soll ein neuer Aktivierungslink gehen?

reset-password-title = Wähle ein neues Passwort
reset-password-lead = Es ersetzt dein altes Passwort bei { $site } und meldet dich auf allen Geräten ab.
reset-password-button = Neues Passwort speichern
reset-password-done = Dein Passwort ist geändert
reset-password-done-text = Du kannst diese Seite schließen und dich mit dem neuen Passwort anmelden. Alles, was vorher angemeldet war, ist abgemeldet.
reset-password-dead-text = Wohin soll ein neuer Link für dein Passwort gehen? Wenn du eingeladen wurdest, bitte um eine neue Einladung.

invited-title = Willkommen
invited-lead = Jemand hat bei { $site } ein Konto für dich angelegt. Wähle ein Passwort, und es gehört dir.
invited-button = Passwort speichern
invited-done = Das Konto gehört dir
invited-done-text = Du kannst diese Seite schließen und dich mit deinem neuen Passwort anmelden.

reset-username-title = Wähle einen neuen Anmeldenamen
reset-username-lead = Von nun an meldest du dich bei { $site } damit an. Dein Passwort bleibt dasselbe.
reset-username-button = Speichern
reset-username-done = Dein Anmeldename ist geändert
reset-username-done-text = Du kannst diese Seite schließen. Melde dich das nächste Mal mit dem neuen Anmeldenamen und deinem Passwort an.
reset-username-dead-text = Wohin soll ein neuer Link für deinen Anmeldenamen gehen?

confirm-email-title = Bestätige deine neue E-Mail-Adresse
confirm-email-lead = Ein Klick, und dein Konto bei { $site } benutzt diese Adresse statt der alten.
confirm-email-button = Diese Adresse bestätigen
confirm-email-done = Deine E-Mail-Adresse ist geändert
confirm-email-done-text = Du kannst diese Seite schließen. Von nun an gehen Nachrichten von { $site } an deine neue Adresse.
confirm-email-dead-text = Wenn dein Konto die neue Adresse zeigt, gibt es nichts mehr zu tun. Wenn nicht, ändere sie bei { $site } noch einmal.

cancel-email-title = Behalte deine E-Mail-Adresse
cancel-email-lead = Ein Klick, und die gewünschte neue Adresse ersetzt deine bei { $site } nicht.
cancel-email-button = Änderung aufhalten
cancel-email-done = Deine E-Mail-Adresse bleibt
cancel-email-done-text = Es wurde nichts geändert. Wenn du keine andere Adresse wolltest, kennt jemand dein Passwort: Wähle bei { $site } sofort ein neues.
cancel-email-dead-text = Wenn dein Konto eine andere Adresse als deine zeigt, wende dich an die Leute, die { $site } betreiben. Wenn es deine zeigt und keine andere wartet, gibt es nichts mehr zu tun.

undo-title = Änderung rückgängig machen
undo-lead = Ein Klick, und dein Konto bei { $site } hat wieder diese E-Mail-Adresse. Alle, die angemeldet sind, werden abgemeldet, und wir schicken dir einen Link, mit dem du ein neues Passwort wählst.
undo-button = Rückgängig machen
undo-done = Die Änderung ist rückgängig gemacht
undo-done-text = Dein Konto hat wieder seine alte E-Mail-Adresse, und niemand ist angemeldet. Sieh in dein Postfach nach dem Link für ein neues Passwort: Bis dahin gilt kein Passwort.
undo-dead-text = Eine Änderung lässt sich sieben Tage lang rückgängig machen. Wenn dein Konto nicht mehr deines ist, wende dich an die Leute, die { $site } betreiben.
