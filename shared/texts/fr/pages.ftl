# Ce que disent les pages. `{ $site }` est le nom du site.

## Ce qui entoure chaque page.

frame-skip = Aller au contenu
frame-sign-out = Se déconnecter
frame-signed-in-as = Connecté en tant que { $name }
frame-show = Afficher
frame-hide = Masquer
frame-show-password = Afficher le mot de passe
frame-hide-password = Masquer le mot de passe
frame-terms = Conditions
frame-privacy = Confidentialité
frame-support = Aide

## Champs.

field-optional = facultatif
field-username = Nom d’utilisateur
field-email = Adresse e-mail
field-password = Mot de passe
field-username-hint = Lettres, chiffres et @ . + - _ sans espace, 150 caractères au plus.
field-current-password = Votre mot de passe
field-new-password = Nouveau mot de passe
field-password-again = Le même mot de passe encore une fois
field-password-hint = Au moins { $least ->
    [one] un caractère
   *[other] { $least } caractères
} ; quelques mots sans rapport conviennent bien. Rien de courant, pas seulement des chiffres, rien de proche de votre nom ou de votre adresse.
field-again = La même chose encore une fois
field-locale = Langue
field-locale-hint = De ces pages et des e-mails que vous recevez.
field-locale-browser = Celle que demande le navigateur

## Ce qui ne va pas dans un formulaire ou dans un champ.

fault-required = Veuillez remplir ce champ.
fault-characters = Il y a ici des caractères qui ne sont pas permis.
fault-too-long = Au plus { $most ->
    [one] un caractère.
   *[other] { $most } caractères.
}
fault-username = Seulement des lettres, des chiffres et @ . + - _, sans espace.
fault-username-taken = Quelqu’un a déjà ce nom d’utilisateur. Veuillez en choisir un autre.
fault-email = Cela ne ressemble pas à une adresse e-mail. Elle devrait être comme nom@example.org.
fault-email-taken = Un autre compte a cette adresse e-mail.
fault-foreign-domain = Les adresses de ce domaine ne peuvent pas être utilisées ici.
fault-taken = Quelqu’un d’autre a déjà cela.
fault-not-there = Cela n’existe plus.
fault-credentials = Ce n’est pas juste. Vérifiez les deux : les mots de passe distinguent majuscules et minuscules.
fault-wrong-password = Ce n’est pas votre mot de passe.
fault-mismatch = Les deux ne sont pas identiques.
fault-bad-link = Ce lien ne fonctionne plus.
fault-too-short = Au moins { $least ->
    [one] un caractère.
   *[other] { $least } caractères.
}
fault-too-common = Trop de gens utilisent ce mot de passe. Veuillez en choisir un autre.
fault-only-digits = Des chiffres seuls se devinent facilement. Ajoutez des lettres ou des mots.
fault-like-email = C’est trop proche de votre adresse e-mail.
fault-like-name = C’est trop proche de votre nom.
fault-too-many = Trop de tentatives. Veuillez réessayer dans { $minutes ->
    [one] une minute.
   *[other] { $minutes } minutes.
}
fault-stale = Cela a changé depuis que vous l’avez ouvert. Vérifiez : si vous voulez toujours votre modification, envoyez-la à nouveau.
fault-busy = Un problème est survenu chez nous. Veuillez réessayer dans un instant.
fault-url = Ce devrait être l’adresse d’une page, comme https://example.org/.
fault-slug = Seulement des lettres, des chiffres, des tirets et des tirets bas.
fault-integer = Ce devrait être un nombre entier.
fault-number = Ce devrait être un nombre.
fault-digits = Au plus { $most } chiffres.
fault-places = Au plus { $most } chiffres après la virgule.
fault-whole-digits = Au plus { $most } chiffres avant la virgule.
fault-above = Ce devrait être au plus { $limit }.
fault-below = Ce devrait être au moins { $limit }.
fault-choice = Veuillez choisir une des valeurs proposées.
fault-date = Ce devrait être un jour, comme 1990-05-17.
fault-moment = Ce devrait être un moment, comme 2026-05-17T09:30:00Z.
fault-uuid = Ce devrait être un UUID, comme 123e4567-e89b-12d3-a456-426614174000.
fault-json = Ce devrait être du JSON.
fault-too-much = Tout cela ensemble est trop long.

## Ce qui empêche d’afficher une page.

trouble-back = Accéder à votre compte
trouble-not-found = Cette page n’existe pas
trouble-not-found-text = L’adresse a peut-être été coupée, ou ce qui était ici n’y est plus.
trouble-forbidden = Vous ne pouvez pas faire cela
trouble-forbidden-text = Votre compte n’en a pas le droit. S’il devrait l’avoir, adressez-vous aux responsables de { $site }.
trouble-foreign = Ce formulaire ne peut pas être accepté
trouble-foreign-text = Il ne vient pas d’une page de { $site }, ou votre session a changé. Revenez en arrière, rechargez la page et envoyez-le à nouveau. Rien n’a été modifié.
trouble-method = Cette page ne fait pas cela
trouble-method-text = Rien n’a été modifié.
trouble-stale = Quelqu’un a été plus rapide
trouble-stale-text = Cela a changé depuis que vous l’avez ouvert. Revenez en arrière, rechargez la page et voyez si vous voulez toujours votre modification. Rien n’a été écrasé.
trouble-last-superuser = Ce compte doit rester
trouble-last-superuser-text = C’est le dernier qui peut tout faire sur { $site }.
trouble-busy = Un problème est survenu chez nous
trouble-busy-text = Veuillez réessayer dans un instant. Ce que vous vouliez est fait entièrement ou pas du tout.
trouble-unreadable = Ce formulaire est illisible
trouble-unreadable-text = Il est peut-être trop long, ou il a été coupé en chemin. Rien n’a été modifié.
trouble-too-many = Trop de tentatives
trouble-too-many-text = Veuillez réessayer dans { $minutes ->
    [one] une minute.
   *[other] { $minutes } minutes.
}

## Connexion et déconnexion.

sign-in-title = Se connecter
sign-in-lead = Bon retour sur { $site }.
sign-in-kept = Vous avez été déconnecté entre-temps. Reconnectez-vous : ce que vous avez saisi est toujours là.
sign-in-cookies = Votre navigateur ne garde pas les cookies de { $site }. Il en faut pour se connecter : autorisez-les et réessayez.
sign-in-button = Se connecter
sign-in-forgotten = J’ai oublié mon mot de passe
sign-in-new-here = Nouveau ici ?
sign-in-sign-up = Créer un compte
sign-in-resend = Je n’ai pas reçu l’e-mail d’activation
flash-signed-out = Vous êtes déconnecté.

## Un formulaire interrompu.

resumed-title = On continue ?
resumed-text = Ce que vous avez saisi est toujours là, mais n’est pas encore enregistré. Les mots de passe doivent être saisis à nouveau.
resumed-button = Continuer
resumed-leave = Abandonner et accéder à votre compte

## Son propre compte.

account-title = Votre compte
account-profile = Profil
account-security = Connexion
account-sessions = Appareils
account-data = Vos données
account-back = Retour

profile-lead = Comment { $site } vous appelle.
profile-button = Enregistrer
profile-facts = Ce qui ne se modifie pas ici
flash-profile-saved = Votre profil est enregistré.

security-lead = Avec quoi vous vous connectez à { $site }.
security-change = Modifier
security-awaited = En attente de confirmation
security-awaited-text = Ouvrez le lien que nous avons envoyé à { $email }. D’ici là, tout reste tel quel.
security-withdraw = Annuler

email-title = Modifier votre adresse e-mail
email-lead = Nous envoyons un lien à la nouvelle adresse. Elle remplace l’ancienne dès que vous l’ouvrez.
email-new = Nouvelle adresse e-mail
email-button = Envoyer le lien
flash-email-asked = Regardez dans votre nouvelle boîte : le lien qui s’y trouve confirme l’adresse.
flash-email-changed = Votre adresse e-mail est modifiée.
flash-email-withdrawn = Votre adresse e-mail reste telle quelle.

username-title = Modifier votre nom d’utilisateur
username-lead = Vous vous connecterez ensuite avec le nouveau. Votre mot de passe reste le même.
username-new = Nouveau nom d’utilisateur
username-button = Enregistrer
flash-username-changed = Votre nom d’utilisateur est modifié.

password-title = Modifier votre mot de passe
password-lead = Partout ailleurs, vous serez déconnecté.
password-button = Enregistrer
flash-password-changed = Votre mot de passe est modifié.

sessions-lead = Où vous êtes connecté à { $site }.
sessions-device = { $browser } sur { $system }
sessions-unknown = Appareil inconnu
sessions-this = Cet appareil
sessions-browser = Navigateur
sessions-app = Application
sessions-token = Jeton d’accès
sessions-used = dernière utilisation
sessions-since = connecté
sessions-end = Déconnecter
sessions-end-others = Déconnecter partout ailleurs
sessions-more = Plus
flash-session-ended = Cet appareil est déconnecté.
flash-sessions-ended = Vous êtes déconnecté partout ailleurs.

data-lead = Elles sont à vous, à consulter et à emporter.
data-export-title = Une copie de vos données
data-export = Un fichier (JSON) avec tout ce que { $site } sait de vous : profil, groupes, connexions et liens. Il ne contient aucun mot de passe.
data-export-button = Télécharger la copie
data-delete = Tout ce que { $site } sait de vous est supprimé. C’est irréversible.

delete-title = Supprimer votre compte
delete-lead = Votre profil, votre nom d’utilisateur et votre adresse disparaissent aussitôt, et personne ne peut les rétablir. Saisissez votre mot de passe si vous êtes sûr.
delete-button = Supprimer mon compte
flash-account-deleted = Votre compte est supprimé.

## Faire connaissance.

ask-known = Vous avez déjà un compte ?
mailed-title = Regardez dans votre boîte

sign-up-title = Créer un compte
sign-up-lead = Une minute, et vous avez un compte sur { $site }.
sign-up-button = Créer mon compte
sign-up-mailed = Encore une étape
sign-up-mailed-text = Nous vous avons envoyé un e-mail. Ouvrez le lien qu’il contient, et votre compte est prêt.
flash-signed-up = Votre compte est prêt. Connectez-vous.

forgotten-title = Mot de passe oublié ?
forgotten-lead = Indiquez votre adresse e-mail, et nous vous envoyons un lien pour en choisir un nouveau.
forgotten-button = Envoyer le lien
forgotten-mailed-text = Si c’est l’adresse d’un compte sur { $site }, un e-mail avec un lien pour choisir un nouveau mot de passe est en route.

resend-title = Renvoyer l’e-mail d’activation
resend-lead = Indiquez l’adresse avec laquelle vous vous êtes inscrit.
resend-button = Renvoyer
resend-mailed-text = Si un compte sur { $site } attend d’être activé depuis cette adresse, un e-mail avec un nouveau lien est en route.

## Les pages derrière les liens des e-mails.

link-go-on = Accéder à votre compte

dead-title = Ce lien ne fonctionne plus
dead-text = Il a peut-être expiré, déjà servi ou été remplacé : seul le lien du dernier e-mail fonctionne.
dead-email = Votre adresse e-mail
dead-button = M’envoyer un nouveau lien
dead-sent = Un nouveau lien est en route
dead-sent-text = Si c’est l’adresse d’un compte sur { $site }, un e-mail avec un nouveau lien est en route. Vous pouvez fermer cette page.

activate-title = Activer votre compte
activate-lead = Un clic, et votre compte sur { $site } est prêt.
activate-button = Activer mon compte
activate-done = Votre compte est actif
activate-done-text = Bienvenue sur { $site }. Vous pouvez fermer cette page et vous connecter.
activate-dead-text = Si vous pouvez vous connecter, votre compte est actif et il n’y a plus rien à faire. Sinon, où envoyer un nouveau lien d’activation ?

reset-password-title = Choisir un nouveau mot de passe
reset-password-lead = Il remplace l’ancien sur { $site } et vous déconnecte sur tous vos appareils.
reset-password-button = Enregistrer le nouveau mot de passe
reset-password-done = Votre mot de passe est modifié
reset-password-done-text = Vous pouvez fermer cette page et vous connecter avec le nouveau mot de passe. Tout ce qui était connecté auparavant est déconnecté.
reset-password-dead-text = Où envoyer un nouveau lien pour votre mot de passe ? Si vous avez été invité, demandez une nouvelle invitation.

invited-title = Bienvenue
invited-lead = Quelqu’un vous a créé un compte sur { $site }. Choisissez un mot de passe, et il est à vous.
invited-button = Enregistrer le mot de passe
invited-done = Le compte est à vous
invited-done-text = Vous pouvez fermer cette page et vous connecter avec votre nouveau mot de passe.

reset-username-title = Choisir un nouvel identifiant
reset-username-lead = Désormais, vous vous connectez à { $site } avec lui. Votre mot de passe reste le même.
reset-username-button = Enregistrer
reset-username-done = Votre identifiant est modifié
reset-username-done-text = Vous pouvez fermer cette page. La prochaine fois, connectez-vous avec le nouvel identifiant et votre mot de passe.
reset-username-dead-text = Où envoyer un nouveau lien pour votre identifiant ?

confirm-email-title = Confirmer votre nouvelle adresse e-mail
confirm-email-lead = Un clic, et votre compte sur { $site } utilise cette adresse au lieu de l’ancienne.
confirm-email-button = Confirmer cette adresse
confirm-email-done = Votre adresse e-mail est modifiée
confirm-email-done-text = Vous pouvez fermer cette page. Désormais, les messages de { $site } vont à votre nouvelle adresse.
confirm-email-dead-text = Si votre compte montre la nouvelle adresse, il n’y a plus rien à faire. Sinon, redemandez la modification à { $site }.

cancel-email-title = Garder votre adresse e-mail
cancel-email-lead = Un clic, et la nouvelle adresse demandée ne remplace pas la vôtre sur { $site }.
cancel-email-button = Arrêter la modification
cancel-email-done = Votre adresse e-mail ne change pas
cancel-email-done-text = Rien n’a été modifié. Si vous n’avez pas demandé d’autre adresse, quelqu’un connaît votre mot de passe : choisissez-en tout de suite un nouveau sur { $site }.
cancel-email-dead-text = Si votre compte montre une autre adresse que la vôtre, contactez les responsables de { $site }. S’il montre la vôtre et qu’aucune autre n’attend, il n’y a plus rien à faire.

undo-title = Annuler la modification
undo-lead = Un clic, et votre compte sur { $site } retrouve cette adresse e-mail. Toutes les sessions sont fermées, et nous vous envoyons un lien pour choisir un nouveau mot de passe.
undo-button = Annuler la modification
undo-done = La modification est annulée
undo-done-text = Votre compte a retrouvé son ancienne adresse, et personne n’est connecté. Cherchez dans votre boîte le lien pour choisir un nouveau mot de passe : d’ici là, aucun mot de passe ne fonctionne.
undo-dead-text = Une modification peut être annulée pendant sept jours. Si votre compte n’est plus à vous, contactez les responsables de { $site }.
