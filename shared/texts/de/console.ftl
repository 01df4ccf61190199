## Around every page.

console-title = Konsole
console-lead = Wer ein Konto bei { $site } hat, und was jeder darf.
console-overview = Überblick
console-users = Benutzer
console-users-lead = Jemanden finden, Rechte ansehen, beim Anmelden helfen.
console-as-curl = Dasselbe als Aufruf der API
console-pages = Seiten der Liste
console-first = Erste Seite
console-next = Nächste Seite
console-lost = Die gewünschte Seite ist zu alt. Hier beginnt die Liste.
console-save = Speichern

## Finding users.

console-find = Benutzer finden
console-find-hint = Der Anfang eines Benutzernamens oder einer E-Mail-Adresse, oder eine Nummer (id).
console-find-button = Suchen
console-by = Suchen in
console-by-either = Beidem
console-state = Zustand
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
console-nobody = Niemand passt.
console-none-here = Auf dieser Seite passt niemand; die Liste geht weiter.
console-user = Benutzer
console-joined = Dabei seit
console-last-login = Letzte Anmeldung
console-never = Nie

## A user.

console-disabled = Gesperrt
console-waiting = Nicht aktiviert
console-superuser = Superuser
console-staff = Personal
console-profile = Profil
console-groups = Gruppen
console-permissions = Berechtigungen
console-sessions = Sitzungen
console-facts = Konto
console-no-password = Noch keines
flash-console-saved = Das Profil ist gespeichert.
console-no-groups = In keiner Gruppe.
console-no-permissions = Nichts wurde vergeben, weder direkt noch durch eine Gruppe.
console-may-all = Ein Superuser darf alles, was immer hier steht.
console-may-nothing = Wer sich nicht anmelden kann, darf nichts davon.
console-direct = Direkt
console-by-group = durch { $group }
console-more-groups = und { $count } weitere
console-no-sessions = Nirgends angemeldet.

## What can be done to a user.

console-deeds = Aktionen
console-oneself = Das ist dein eigenes Konto: Kümmere dich auf den Seiten deines Kontos darum.
console-leave = Lassen und zurück
console-own-password = Dein eigenes Passwort
console-no-mail = Dieser Benutzer bekommt keine solche E-Mail: gesperrt oder ohne Adresse.
console-reset = Link zum Setzen des Passworts senden
console-reset-lead = { $name } bekommt eine E-Mail mit einem Link für ein neues Passwort; wer noch keines hat, wird erneut eingeladen. Bis dahin bleibt alles, wie es ist.
console-reset-button = Link senden
flash-console-reset = Der Link ist unterwegs.
console-activation = Aktivierungs-E-Mail erneut senden
console-activation-lead = { $name } bekommt noch eine E-Mail mit einem Link, der das Konto aktiviert. Der alte Link gilt dann nicht mehr.
console-activation-button = Erneut senden
flash-console-activation = Die Aktivierungs-E-Mail ist unterwegs.
console-password = Passwort setzen
console-password-lead = Es ersetzt das Passwort von { $name }, und alles Angemeldete wird abgemeldet. Sicherer ist ein Link, mit dem sie es selbst setzen.
console-password-button = Passwort setzen
flash-console-password = Das Passwort ist gesetzt, und alles wurde abgemeldet.
console-email = E-Mail-Adresse ändern
console-email-lead = Sie ersetzt die Adresse von { $name } sofort. Du stehst dafür ein, dass sie ihnen gehört: Niemand muss sie bestätigen. Die alte Adresse wird benachrichtigt.
console-email-button = Adresse ändern
flash-console-email = Die E-Mail-Adresse ist geändert.
console-end = Alle Sitzungen beenden
console-end-lead = { $name } wird sofort überall abgemeldet und kann sich wieder anmelden.
console-end-button = Alle Sitzungen beenden
flash-console-ended = Alle Sitzungen sind beendet.
console-promote = Zum Personal machen
console-promote-lead = { $name } darf dann alle Benutzer außer Superusern sehen und ändern.
console-promote-button = Zum Personal machen
flash-console-promoted = Jetzt Mitglied des Personals.
console-demote = Aus dem Personal nehmen
console-demote-lead = { $name } darf dann andere Benutzer nicht mehr sehen und ändern, außer was Berechtigungen erlauben.
console-demote-button = Herausnehmen
flash-console-demoted = Nicht mehr Mitglied des Personals.
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
console-bulk = Mit den Ausgewählten
console-bulk-group = Gruppe, in die sie sollen
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
flash-console-nobody = Niemand war ausgewählt: Nichts wurde getan.
flash-console-no-group = Keine Gruppe heißt so: Nichts wurde getan.
console-undone = Nicht alles ging
console-undone-text = Erledigt bei { $count }. Diese darfst du nicht ändern, oder sie haben sich inzwischen geändert:

## Groups, permissions and content types.

console-groups-lead = Wer dasselbe darf, zusammen.
console-groups-none = Es gibt noch keine Gruppe.
console-groups-new = Neue Gruppe
console-groups-delete = Gruppe löschen
console-groups-delete-lead = Wer in { $name } ist, verliert sofort, was sie gibt. Niemand kann sie zurückholen.
console-permissions-lead = Wonach Programme fragen, ob jemand es darf.
console-permissions-none = Es gibt keine Berechtigung.
console-permissions-new = Neue Berechtigung
console-permissions-delete = Berechtigung löschen
console-permissions-delete-lead = Wem { $name } gegeben wurde, selbst oder durch eine Gruppe, verliert sie sofort. Niemand kann sie zurückholen.
console-content-types = Inhaltstypen
console-content-types-lead = Worum es bei Berechtigungen geht, wie bei Django.
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
console-no-members = Niemand ist darin.
console-members-nothing = Sie gibt ihren Mitgliedern noch nichts.
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
fault-full = Mehr passen hier nicht.
flash-console-created = Jetzt vorhanden.
flash-console-changed = Die Änderung ist gespeichert.
flash-console-thing-deleted = Gelöscht.
flash-console-given = Die Berechtigung ist gegeben.
flash-console-taken = Die Berechtigung ist entzogen.
flash-console-joined = Jetzt in der Gruppe.
flash-console-left = Nicht mehr in der Gruppe.
