# Was E-Mails sagen. Sie duzen.

mail-not-you = Das warst du nicht?
mail-once = Der Link gilt einmal, innerhalb von { $lifetime }.
mail-copy = Wenn der Knopf nichts tut, kopiere diese Adresse in deinen Browser:
mail-sign-in-as = Du meldest dich an als { $username }
mail-sign-in-as-plain = Du meldest dich an als: { $username }
mail-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tagen
}
mail-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
mail-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
mail-seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}

mail-activation-subject = Aktiviere dein Konto bei { $site }
mail-activation-lead = Nur noch ein Schritt: Bestätige deine E-Mail-Adresse.
mail-activation-heading = Aktiviere dein Konto
mail-activation-text =
    Nur noch ein Schritt: Bestätige bitte, dass dies deine E-Mail-Adresse ist,
    und dein Konto bei { $site } ist bereit.
mail-activation-button = Mein Konto aktivieren
mail-activation-not-you =
    Dann hat sich wohl jemand bei der eigenen Adresse
    vertippt. Beachte diese E-Mail nicht: Solange du nichts bestätigst, bleibt
    das Konto geschlossen.

mail-confirmation-subject = { $site } – Dein Konto ist angelegt und aktiviert
mail-confirmation-lead = Du kannst dich jetzt anmelden.
mail-confirmation-heading = Dein Konto ist bereit
mail-confirmation-text =
    Willkommen! Dein Konto bei { $site } ist angelegt und aktiviert.
    Du kannst dich jetzt anmelden.
mail-confirmation-not-you =
    Dann hat sich jemand mit deiner Adresse registriert.
    Fordere bei { $site } ein neues Passwort an: Damit wird das Konto
    deines, und wer es angelegt hat, ist ausgesperrt.

mail-invitation-subject = Dein Konto bei { $site }
mail-invitation-lead = Wähle innerhalb von { $lifetime } dein Passwort.
mail-invitation-heading = Ein Konto für{"\u00A0"}dich
mail-invitation-text =
    Jemand hat bei { $site } ein Konto für dich angelegt. Wähle dein Passwort,
    und es gehört dir.
mail-invitation-plain =
    Jemand hat bei { $site } ein Konto für dich angelegt. Wähle dein Passwort,
    und es gehört dir:
mail-invitation-after-plain =
    Danach bitte
    die Person, die dich eingeladen hat, um einen neuen.
mail-invitation-button = Passwort wählen
mail-invitation-not-for-you-plain = Nicht für dich?
mail-invitation-not-you =
    Dann beachte diese E-Mail nicht: Niemand kann sich bei
    dem Konto anmelden, bevor ein Passwort gewählt ist.

mail-password-reset-subject = Neues Passwort für { $site }
mail-password-reset-lead = Wähle innerhalb von { $lifetime } ein neues Passwort.
mail-password-reset-heading = Wähle ein neues{"\u00A0"}Passwort
mail-password-reset-text =
    Jemand, hoffentlich du, hat ein neues Passwort für dein Konto bei
    { $site } angefordert.
mail-password-reset-here-plain = Wähle es hier:
mail-password-reset-button = Neues Passwort wählen
mail-password-reset-not-you =
    Dann beachte diese E-Mail nicht: Dein Passwort
    bleibt, wie es ist.

mail-username-reset-subject = Neuer Benutzername für { $site }
mail-username-reset-lead = Wähle innerhalb von { $lifetime } einen neuen Benutzernamen.
mail-username-reset-heading = Wähle einen neuen{"\u00A0"}Benutzernamen
mail-username-reset-text =
    Jemand, hoffentlich du, möchte den Benutzernamen deines Kontos bei
    { $site } ändern.
mail-username-reset-here-plain = Wähle ihn hier:
mail-username-reset-today = Heute meldest du dich an als { $username }
mail-username-reset-today-plain = Heute meldest du dich an als: { $username }
mail-username-reset-button = Neuen Benutzernamen wählen
mail-username-reset-not-you =
    Dann beachte diese E-Mail nicht: Dein Benutzername
    bleibt, wie er ist.

mail-email-change-subject = Bestätige deine neue E-Mail-Adresse bei { $site }
mail-email-change-lead = Nur noch ein Schritt: Bestätige, dass diese Adresse deine ist.
mail-email-change-heading = Bestätige deine neue E-Mail-Adresse
mail-email-change-text =
    Jemand, hoffentlich du, möchte diese E-Mail-Adresse für ein Konto bei
    { $site } verwenden. Bestätige bitte, dass sie deine ist. Bis dahin behält das Konto seine bisherige Adresse.
mail-email-change-plain =
    Jemand, hoffentlich du, möchte diese E-Mail-Adresse für ein Konto bei
    { $site } verwenden. Bestätige bitte, dass sie deine ist:
mail-email-change-after-plain =
    Bis du bestätigst,
    behält das Konto seine bisherige Adresse.
mail-email-change-button = Diese Adresse bestätigen
mail-email-change-not-you =
    Dann hat sich wohl jemand bei der eigenen Adresse
    vertippt. Beachte diese E-Mail nicht: Solange du nichts bestätigst, ändert
    sich nichts.

mail-email-change-requested-subject = { $site } – Eine neue E-Mail-Adresse wurde gewünscht
mail-email-change-requested-lead = Wenn du es nicht warst, halte die Änderung hier auf.
mail-email-change-requested-heading = Eine neue E-Mail-Adresse wurde gewünscht
mail-email-change-requested-text =
    Jemand, hoffentlich du, wünscht für dein Konto bei { $site }
    eine andere E-Mail-Adresse. Sie ersetzt diese, sobald sie von dort
    bestätigt ist. Wenn du es warst, ist hier nichts zu tun.
mail-email-change-requested-button = Änderung aufhalten
mail-email-change-requested-not-you =
    Dann halte die Änderung mit dem Knopf oben auf. Wer sie wünscht, kennt dein
    Passwort: Wähle gleich ein neues. Wer { $site } betreibt, wird dich nie danach fragen.
mail-email-change-requested-here-plain = Dann halte die Änderung auf:
mail-email-change-requested-after-plain =
    Wer sie wünscht,
    kennt dein Passwort: Wähle gleich ein neues.

mail-changed-lead = Wenn du es warst, ist nichts weiter zu tun.
mail-changed-also = Zugleich wurde geändert: { $also }.
mail-changed-password = Passwort
mail-changed-username = Benutzername
mail-changed-email = E-Mail-Adresse
mail-changed-and = { $one } und { $other }
mail-changed-undo = Änderung rückgängig machen
mail-changed-not-you =
    Dann mach die Änderung mit dem Knopf oben rückgängig: Dein Konto bekommt
    E-Mail-Adresse und Benutzernamen zurück, die es hatte, alle werden
    abgemeldet, und wir schicken dir einen Link für ein neues Passwort.
mail-changed-here-plain = Dann mach es rückgängig:
mail-changed-after-plain =
    Dein Konto bekommt
    E-Mail-Adresse und Benutzernamen zurück, die es hatte, alle werden
    abgemeldet, und wir schicken dir einen Link für ein neues Passwort.
mail-changed-by-others =
    Wer { $site } betreibt, hat das getan. Wenn du es nicht erwartet
    hast, frage dort nach.

mail-password-changed-subject = { $site } – Dein Passwort wurde geändert
mail-password-changed-heading = Dein Passwort wurde{"\u00A0"}geändert
mail-password-changed-text =
    Das Passwort deines Kontos bei { $site } wurde soeben geändert.
    Andere Geräte, die angemeldet waren, sind abgemeldet.

mail-username-changed-subject = { $site } – Dein Benutzername wurde geändert
mail-username-changed-heading = Dein Benutzername wurde{"\u00A0"}geändert
mail-username-changed-text = Der Benutzername deines Kontos bei { $site } wurde soeben geändert.
mail-username-changed-now = Melde dich ab jetzt an als { $username }.
mail-username-changed-now-plain = Melde dich ab jetzt an als
mail-username-changed-rest =
    Dein Passwort ist dasselbe wie zuvor. Wenn du es warst, ist nichts weiter
    zu tun.

mail-email-changed-subject = { $site } – Deine E-Mail-Adresse wurde geändert
mail-email-changed-heading = Deine E-Mail-Adresse wurde{"\u00A0"}geändert
mail-email-changed-text =
    Dein Konto bei { $site } hat jetzt eine andere E-Mail-Adresse.
    Nachrichten dazu gehen ab jetzt dorthin.
mail-email-changed-name = Der Benutzername des Kontos: { $username }
