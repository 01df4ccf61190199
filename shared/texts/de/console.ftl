## Around every page.

console-title = Konsole
console-lead = Wer ein Konto bei { $site } hat, und was jeder darf.
console-overview = Überblick
console-users = Benutzer
console-users-lead = Jemanden finden, Rechte ansehen, beim Anmelden helfen.
console-as-curl = Dasselbe als Aufruf der API
console-copy = Kopieren
console-copied = Kopiert
console-pages = Seiten der Liste
console-first = Erste Seite
console-next = Nächste Seite
console-files = Als Datei:
console-lost = Die gewünschte Seite ist zu alt. Hier beginnt die Liste.
console-save = Speichern

## Finding users.

console-find = Benutzer finden
console-find-hint = Der Anfang eines Benutzernamens oder einer E-Mail-Adresse, oder eine Nummer (id).
console-find-button = Suchen
console-by = Suchen in
console-by-either = Beiden
console-state = Status
console-state-all = Alle
console-state-active = Können sich anmelden
console-state-inactive = Können sich nicht anmelden
console-order = Reihenfolge
console-order-newest = Neueste zuerst
console-order-oldest = Älteste zuerst
console-order-name = Nach Benutzername
console-order-name-down = Nach Benutzername, rückwärts
console-order-email = Nach E-Mail-Adresse
console-order-email-down = Nach E-Mail-Adresse, rückwärts
console-in-group = Wer in { $group } ist
console-everybody = Alle zeigen
console-nobody = Niemand gefunden.
console-none-here = Auf dieser Seite ist kein Treffer; die Liste geht weiter.
console-found = { $count ->
    [0] Niemand wird gezeigt.
    [one] Ein Benutzer wird gezeigt.
   *[other] { $count } Benutzer werden gezeigt.
}
console-user = Benutzer
console-joined = Dabei seit
console-last-login = Letzte Anmeldung
console-never = Nie

## A user.

console-disabled = Gesperrt
console-waiting = Nicht aktiviert
console-superuser = Superuser
console-staff = Mitarbeiter
console-profile = Profil
console-groups = Gruppen
console-permissions = Berechtigungen
console-sessions = Sitzungen
console-facts = Konto
console-no-password = Noch keines
console-locale-hint = Der Seiten, die sie sehen, und der E-Mails an sie. Ohne Auswahl sind E-Mails auf Englisch.
flash-console-saved = Das Profil ist gespeichert.
console-no-groups = In keiner Gruppe.
console-no-permissions = Keine Berechtigungen, weder direkt noch durch eine Gruppe.
console-may-all = Ein Superuser darf alles, egal was hier steht.
console-may-nothing = Wer sich nicht anmelden kann, darf nichts davon.
console-direct = Direkt
console-by-group = durch { $group }
console-more-groups = und { $count } weitere
console-no-sessions = Nirgends angemeldet.

## What can be done to a user.

console-deeds = Aktionen
console-oneself = Das ist dein eigenes Konto: Kümmere dich auf den Seiten deines Kontos darum.
console-leave = Abbrechen und zurück
console-own-password = Dein eigenes Passwort
console-no-mail = Diese E-Mail kann nicht gesendet werden: Das Konto ist gesperrt oder hat keine Adresse.
console-reset = Link zum Setzen des Passworts senden
console-reset-lead = { $name } bekommt eine E-Mail mit einem Link für ein neues Passwort; wer noch keines hat, wird erneut eingeladen. Bis dahin bleibt alles, wie es ist.
console-reset-button = Link senden
flash-console-reset = Der Link ist unterwegs.
console-activation = Aktivierungs-E-Mail erneut senden
console-activation-lead = { $name } bekommt noch eine E-Mail mit einem Link, der das Konto aktiviert. Der alte Link gilt dann nicht mehr.
console-activation-button = Erneut senden
flash-console-activation = Die Aktivierungs-E-Mail ist unterwegs.
console-password = Passwort setzen
console-password-lead = Es ersetzt das Passwort von { $name } und beendet alle Sitzungen. Sicherer ist ein Link, über den { $name } es selbst setzt.
console-password-button = Passwort setzen
flash-console-password = Das Passwort ist gesetzt, und alle Sitzungen sind beendet.
console-email = E-Mail-Adresse ändern
console-email-lead = Sie ersetzt die Adresse von { $name } sofort. Du stehst dafür ein, dass es die richtige ist: Sie muss nicht bestätigt werden. Die alte Adresse wird benachrichtigt.
console-email-button = Adresse ändern
flash-console-email = Die E-Mail-Adresse ist geändert.
console-end = Alle Sitzungen beenden
console-end-lead = { $name } wird sofort überall abgemeldet und kann sich wieder anmelden.
console-end-button = Alle Sitzungen beenden
flash-console-ended = Alle Sitzungen sind beendet.
console-promote = Mitarbeiter-Status geben
console-promote-lead = { $name } darf dann alle Benutzer außer Superusern sehen und ändern.
console-promote-button = Status geben
flash-console-promoted = Der Mitarbeiter-Status ist vergeben.
console-demote = Mitarbeiter-Status entziehen
console-demote-lead = { $name } darf dann andere Benutzer nicht mehr sehen und ändern, außer was Berechtigungen erlauben.
console-demote-button = Status entziehen
flash-console-demoted = Der Mitarbeiter-Status ist entzogen.
console-enable = Konto freischalten
console-enable-lead = { $name } kann sich sofort anmelden, und die E-Mail-Adresse gilt als bestätigt.
console-enable-button = Freischalten
flash-console-enabled = Das Konto ist freigeschaltet.
console-disable = Konto sperren
console-disable-lead = { $name } wird sofort überall abgemeldet und kann sich nicht anmelden, und kein Link zum Konto gilt mehr. Nichts geht verloren: Es kann wieder freigeschaltet werden.
console-disable-button = Sperren
flash-console-disabled = Das Konto ist gesperrt.
console-delete = Konto löschen
console-delete-lead = Alles, was über { $name } bekannt ist, wird sofort gelöscht: Profil, Gruppen, Berechtigungen, Sitzungen. Niemand kann es zurückholen. Um jemanden auszusperren, genügt das Sperren.
console-delete-button = Für immer löschen
flash-console-deleted = Das Konto ist gelöscht.
console-typed = Gib den Namen ein, wenn du sicher bist
console-typed-hint = Er lautet { $name }.
console-typed-wrong = Das ist nicht der Name.

## Making users, and the same for many.

console-new = Neuer Benutzer
console-new-lead = Ohne Passwort bekommen sie eine E-Mail, um eines zu wählen.
console-new-button = Konto anlegen
console-new-password-hint = Leer lassen, um einzuladen.
flash-console-invited = Das Konto ist angelegt, und die Einladung ist unterwegs.
flash-console-made = Das Konto ist angelegt.
console-pick = { $name } auswählen
console-pick-all = Alle auswählen
console-bulk = Mit den Ausgewählten
console-bulk-group = In welche Gruppe
console-bulk-go = Weiter
console-bulk-enable = Konten freischalten
console-bulk-enable-lead = Sie können sich sofort anmelden, und ihre Adressen gelten als bestätigt ({ $count }):
console-bulk-disable = Konten sperren
console-bulk-disable-lead = Sie werden sofort überall abgemeldet und können sich nicht anmelden ({ $count }):
console-bulk-join = In eine Gruppe aufnehmen
console-bulk-join-lead = Sie kommen in { $group } und dürfen, was die Mitglieder dürfen ({ $count }):
flash-console-bulk = Bei { $count ->
    [one] einem Benutzer erledigt.
   *[other] { $count } Benutzern erledigt.
}
flash-console-nobody = Niemand war ausgewählt. Es wurde nichts geändert.
flash-console-no-group = Keine Gruppe heißt so. Es wurde nichts geändert.
console-undone = Nicht bei allen gelungen
console-undone-text = Erledigt bei { $count }. Diese darfst du nicht ändern, oder sie haben sich inzwischen geändert:
console-unproven-text = Erledigt bei { $count }. Dein Passwort hat sich inzwischen geändert, darum sind diese noch übrig:

## Groups, permissions and content types.

console-groups-lead = Gemeinsame Rechte für mehrere Benutzer.
console-groups-none = Es gibt noch keine Gruppe.
console-groups-new = Neue Gruppe
console-groups-delete = Gruppe löschen
console-groups-delete-lead = Wer in { $name } ist, verliert sofort, was sie gibt. Niemand kann sie zurückholen.
console-permissions-lead = Was Programme abfragen, bevor jemand etwas darf.
console-permissions-none = Es gibt keine Berechtigung.
console-permissions-new = Neue Berechtigung
console-permissions-delete = Berechtigung löschen
console-permissions-delete-lead = Wer { $name } hat, direkt oder durch eine Gruppe, verliert sie sofort. Niemand kann sie zurückholen.
console-content-types = Inhaltstypen
console-content-types-lead = Worauf sich Berechtigungen beziehen, wie bei Django.
console-content-types-none = Es gibt keinen Inhaltstyp.
console-content-types-new = Neuer Inhaltstyp
console-content-types-delete = Inhaltstyp löschen
console-content-types-delete-lead = Alle Berechtigungen für { $name } werden mitgelöscht, wer immer sie hat. Niemand kann sie zurückholen.
console-thing = Name
console-change = Ändern
console-create = Anlegen
console-name = Name
console-codename = Name im Code
console-app = App
console-model = Modell
console-label-wrong = Nur Buchstaben, Ziffern und Unterstriche, und keine Ziffer zuerst.
console-content-type = Inhaltstyp
console-content-type-hint = Wie im Code, etwa auth.user; oder # und die id.
console-members = Mitglieder
console-no-members = Die Gruppe hat keine Mitglieder.
console-members-nothing = Die Gruppe hat noch keine Berechtigungen.
console-add-member = Jemanden aufnehmen
console-member = Benutzername
console-member-hint = Der ganze Name; oder # und die id.
console-no-such-user = Niemand heißt so.
console-add = Hinzufügen
console-remove = Entfernen
console-give = Berechtigung geben
console-permission = Berechtigung
console-permission-hint = Wie im Code, etwa auth.view_user; oder # und die id.
console-no-such-permission = Keine Berechtigung heißt so.
console-several-permissions = Mehrere heißen so. Gib # und die id ein.
console-join = In eine Gruppe aufnehmen
console-group = Gruppe
console-group-hint = Der ganze Name; oder # und die id.
console-no-such-group = Keine Gruppe heißt so.
fault-full = Mehr geht nicht: Die Höchstzahl ist erreicht.
flash-console-created = Angelegt.
flash-console-changed = Die Änderung ist gespeichert.
flash-console-thing-deleted = Gelöscht.
flash-console-given = Die Berechtigung ist gegeben.
flash-console-taken = Die Berechtigung ist entzogen.
flash-console-joined = Jetzt in der Gruppe.
flash-console-left = Nicht mehr in der Gruppe.

## How the service runs.

console-keys = Signaturschlüssel
console-keys-lead = Womit Zugangstoken signiert werden.
console-key-waits = Signiert später
console-key-signs = Signiert
console-key-verifies = Gilt noch
console-key-from = signiert ab
console-key-until = signiert bis
console-key-removed = entfernt nach
console-rotate = Schlüssel wechseln
console-rotate-lead = Ein neuer Schlüssel wird veröffentlicht und signiert drei Stunden später. Vorher signierte Token gelten weiter. Solange ein Schlüssel wartet, erzeugt ein weiterer Aufruf keinen neuen.
console-rotate-where = Die Konsole selbst kann keine Schlüssel erzeugen: Das darf nur eine Funktion des Dienstes. Dieser Aufruf erzeugt einen:
console-owed = Ausstehendes
console-owed-lead = Noch nicht gesendete E-Mails, und was noch aufzuräumen ist.
console-owed-none = Nichts steht aus.
console-owed-none-here = Auf dieser Seite passt nichts; die Liste geht weiter.
console-owed-kind = Art
console-owed-mail = E-Mail
console-owed-cleaning = Aufräumen
console-owed-since = ausstehend seit
console-owed-due = nicht vor
console-owed-tries = Versuche: { $count }
console-late = Überfällig
console-retry = Erneut versuchen
console-retry-lead = Ein neuer Versuch beendet die Pause nach einem Fehler: Eine E-Mail wird binnen einer Minute versucht, Aufräumen binnen fünf.
flash-console-retried = In wenigen Minuten wird es erneut versucht.
flash-console-not-owed = Es steht nicht mehr aus.
console-settings = Einstellungen
console-settings-lead = Wie sich diese Installation verhält. Geheimnisse werden nicht gezeigt.
console-setting = Einstellung
console-setting-value = Wert
console-setting-secret = Geheim
console-setting-unset = Nicht gesetzt
console-setting-default = Vorgabe
console-health = Zustand
console-health-lead = Ob der Dienst tut, was er soll.
console-health-good = Alles ist in Ordnung.
console-health-bad = Etwas stimmt nicht.
console-health-table = Tabelle
console-health-answers = Sie antwortet.
console-health-fresh = Der neueste ist so, wie die Einstellungen es wollen.
console-health-overdue = Der neueste hätte ersetzt werden sollen.
console-health-missing = Es gibt keinen: Niemand kann sich anmelden.
console-health-on-time = Nichts ist überfällig.
console-health-late = Überfällig: { $count }
console-counts = Bestand
console-counts-lead = Wie viel es von allem gibt.
console-counts-about = { $count }, im Lauf des letzten Tages gezählt
