# Ce que disent les e-mails. Ils vouvoient.

mail-not-you = Ce n’était pas vous ?
mail-once = Le lien ne sert qu’une fois, pendant { $lifetime }.
mail-copy = Si le bouton ne fait rien, copiez cette adresse dans votre navigateur :
mail-sign-in-as = Vous vous connectez avec { $username }
mail-sign-in-as-plain = Vous vous connectez avec : { $username }
mail-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
mail-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
mail-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
mail-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
}

mail-activation-subject = Activez votre compte sur { $site }
mail-activation-lead = Plus qu’une étape : confirmez que cette adresse e-mail est la vôtre.
mail-activation-heading = Activez votre compte
mail-activation-text =
    Plus qu’une étape : confirmez que cette adresse e-mail est la vôtre, et
    votre compte sur { $site } est prêt.
mail-activation-button = Activer mon compte
mail-activation-not-you =
    Alors quelqu’un a sans doute mal saisi sa propre
    adresse. Ignorez cet e-mail : tant que vous ne la confirmez pas, le compte
    reste fermé.

mail-confirmation-subject = { $site } – Votre compte est créé et activé
mail-confirmation-lead = Vous pouvez vous connecter.
mail-confirmation-heading = Votre compte est prêt
mail-confirmation-text =
    Bienvenue ! Votre compte sur { $site } est créé et activé.
    Vous pouvez vous connecter.
mail-confirmation-not-you =
    Alors quelqu’un s’est inscrit avec votre adresse.
    Demandez un nouveau mot de passe sur { $site } : le compte devient le
    vôtre, et cette personne n’y entre plus.

mail-invitation-subject = Votre compte sur { $site }
mail-invitation-lead = Choisissez votre mot de passe sous { $lifetime }.
mail-invitation-heading = Un compte pour{"\u00A0"}vous
mail-invitation-text =
    Quelqu’un a créé un compte pour vous sur { $site }. Choisissez votre mot
    de passe, et il est à vous.
mail-invitation-plain =
    Quelqu’un a créé un compte pour vous sur { $site }. Choisissez votre mot
    de passe, et il est à vous :
mail-invitation-after-plain =
    Ensuite, demandez-en un
    autre à qui vous a invité.
mail-invitation-button = Choisir votre mot de passe
mail-invitation-not-for-you-plain = Ce n’est pas pour vous ?
mail-invitation-not-you =
    Alors ignorez cet e-mail : personne ne peut se
    connecter au compte avant qu’un mot de passe ne soit choisi.

mail-password-reset-subject = Nouveau mot de passe sur { $site }
mail-password-reset-lead = Choisissez un nouveau mot de passe sous { $lifetime }.
mail-password-reset-heading = Choisissez un nouveau mot de{"\u00A0"}passe
mail-password-reset-text =
    Quelqu’un (vous, espérons-le) a demandé un nouveau mot de passe pour
    votre compte sur { $site }.
mail-password-reset-here-plain = Choisissez-le ici :
mail-password-reset-button = Choisir un nouveau mot de passe
mail-password-reset-not-you =
    Alors ignorez cet e-mail : votre mot de passe ne
    change pas.

mail-username-reset-subject = Nouveau nom d’utilisateur sur { $site }
mail-username-reset-lead = Choisissez un nouveau nom d’utilisateur sous { $lifetime }.
mail-username-reset-heading = Choisissez un nouveau nom d’utilisateur
mail-username-reset-text =
    Quelqu’un (vous, espérons-le) a demandé à changer le nom d’utilisateur
    de votre compte sur { $site }.
mail-username-reset-here-plain = Choisissez-en un nouveau ici :
mail-username-reset-today = Aujourd’hui, vous vous connectez avec { $username }
mail-username-reset-today-plain = Aujourd’hui, vous vous connectez avec : { $username }
mail-username-reset-button = Choisir un nouveau nom d’utilisateur
mail-username-reset-not-you =
    Alors ignorez cet e-mail : votre nom d’utilisateur ne
    change pas.

mail-email-change-subject = Confirmez votre nouvelle adresse e-mail sur { $site }
mail-email-change-lead = Plus qu’une étape : confirmez que cette adresse est la vôtre.
mail-email-change-heading = Confirmez votre nouvelle adresse{"\u00A0"}e-mail
mail-email-change-text =
    Quelqu’un (vous, espérons-le) veut utiliser cette adresse e-mail pour un
    compte sur { $site }. Confirmez qu’elle est la vôtre. D’ici là, le compte garde l’adresse qu’il a.
mail-email-change-plain =
    Quelqu’un (vous, espérons-le) veut utiliser cette adresse e-mail pour un
    compte sur { $site }. Confirmez qu’elle est la vôtre :
mail-email-change-after-plain =
    Tant que vous ne la
    confirmez pas, le compte garde l’adresse qu’il a.
mail-email-change-button = Confirmer cette adresse
mail-email-change-not-you =
    Alors quelqu’un a sans doute mal saisi sa propre
    adresse. Ignorez cet e-mail : tant que vous ne la confirmez pas, rien ne
    change.

mail-email-change-requested-subject = { $site } – Une nouvelle adresse e-mail a été demandée
mail-email-change-requested-lead = Si ce n’était pas vous, arrêtez le changement ici.
mail-email-change-requested-heading = Une nouvelle adresse e-mail a été{"\u00A0"}demandée
mail-email-change-requested-text =
    Quelqu’un (vous, espérons-le) a demandé une autre adresse e-mail pour votre
    compte sur { $site }. Elle remplacera celle-ci dès qu’elle
    sera confirmée. Si c’était vous, il n’y a rien à faire ici.
mail-email-change-requested-button = Arrêter le changement
mail-email-change-requested-not-you =
    Alors arrêtez le changement avec le bouton ci-dessus. Qui l’a demandé
    connaît votre mot de passe : choisissez-en un autre tout de suite. L’équipe de { $site } ne vous le demandera jamais.
mail-email-change-requested-here-plain = Alors arrêtez le changement :
mail-email-change-requested-after-plain =
    Qui l’a demandé
    connaît votre mot de passe : choisissez-en un autre tout de suite.

mail-changed-lead = Si c’était vous, il n’y a plus rien à faire.
mail-changed-also = A changé en même temps : { $also }.
mail-changed-password = mot de passe
mail-changed-username = nom d’utilisateur
mail-changed-email = adresse e-mail
mail-changed-and = { $one } et { $other }
mail-changed-undo = Annuler le changement
mail-changed-not-you =
    Alors annulez le changement avec le bouton ci-dessus : votre compte retrouve
    l’adresse e-mail et le nom d’utilisateur qu’il avait, toutes les sessions
    sont fermées, et nous vous envoyons un lien pour un nouveau mot de passe.
mail-changed-here-plain = Alors annulez-le :
mail-changed-after-plain =
    Votre compte retrouve
    l’adresse e-mail et le nom d’utilisateur qu’il avait, toutes les sessions
    sont fermées, et nous vous envoyons un lien pour un nouveau mot de passe.
mail-changed-by-others =
    L’équipe de { $site } l’a fait. Si vous ne vous y attendiez pas,
    demandez-lui.

mail-password-changed-subject = { $site } – Votre mot de passe a été changé
mail-password-changed-heading = Votre mot de passe a été{"\u00A0"}changé
mail-password-changed-text =
    Le mot de passe de votre compte sur { $site } vient d’être changé.
    Les autres appareils qui étaient connectés ont été déconnectés.

mail-username-changed-subject = { $site } – Votre nom d’utilisateur a été changé
mail-username-changed-heading = Votre nom d’utilisateur a été{"\u00A0"}changé
mail-username-changed-text =
    Le nom d’utilisateur de votre compte sur { $site } vient d’être
    changé.
mail-username-changed-now = Désormais, connectez-vous avec { $username }.
mail-username-changed-now-plain = Désormais, connectez-vous avec
mail-username-changed-rest =
    Votre mot de passe reste le même. Si c’était vous, il n’y a plus rien
    à faire.

mail-email-changed-subject = { $site } – Votre adresse e-mail a été changée
mail-email-changed-heading = Votre adresse e-mail a été{"\u00A0"}changée
mail-email-changed-text =
    Votre compte sur { $site } a désormais une autre adresse e-mail.
    Les messages qui le concernent y sont envoyés.
mail-email-changed-name = Le nom d’utilisateur du compte : { $username }
