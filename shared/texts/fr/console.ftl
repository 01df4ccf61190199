## Around every page.

console-title = Console
console-lead = Qui a un compte sur { $site }, et ce que chacun peut faire.
console-overview = Aperçu
console-users = Utilisateurs
console-users-lead = Trouver quelqu’un, voir ses droits, l’aider à se connecter.
console-as-curl = La même chose par l’API
console-copy = Copier
console-copied = Copié
console-pages = Pages de la liste
console-first = Première page
console-next = Page suivante
console-files = En fichier :
console-lost = La page demandée est trop ancienne. Voici le début de la liste.
console-save = Enregistrer

## Finding users.

console-find = Trouver des utilisateurs
console-find-hint = Le début d’un nom d’utilisateur ou d’une adresse e-mail, ou un numéro (id).
console-find-button = Chercher
console-by = Chercher dans
console-by-either = L’un ou l’autre
console-state = État
console-state-all = Tous
console-state-active = Peuvent se connecter
console-state-inactive = Ne peuvent pas se connecter
console-order = Ordre
console-order-newest = Les plus récents d’abord
console-order-oldest = Les plus anciens d’abord
console-order-name = Par nom d’utilisateur
console-order-name-down = Par nom d’utilisateur, à rebours
console-order-email = Par adresse e-mail
console-order-email-down = Par adresse e-mail, à rebours
console-in-group = Qui est dans { $group }
console-everybody = Voir tout le monde
console-nobody = Personne ne correspond.
console-none-here = Personne ne correspond sur cette page ; la liste continue.
console-found = { $count ->
    [0] Personne n’est affiché.
    [one] Un utilisateur est affiché.
   *[other] { $count } utilisateurs sont affichés.
}
console-user = Utilisateur
console-joined = Inscription
console-last-login = Dernière connexion
console-never = Jamais

## A user.

console-disabled = Désactivé
console-waiting = Non activé
console-superuser = Superutilisateur
console-staff = Équipe
console-profile = Profil
console-groups = Groupes
console-permissions = Permissions
console-sessions = Sessions
console-facts = Compte
console-no-password = Aucun pour l’instant
console-locale-hint = Des pages affichées et des e-mails envoyés à cette personne. Sans choix, les e-mails sont en anglais.
flash-console-saved = Le profil est enregistré.
console-no-groups = Dans aucun groupe.
console-no-permissions = Rien n’a été accordé, ni directement ni par un groupe.
console-may-all = Un superutilisateur peut tout faire, quoi qu’il soit écrit ici.
console-may-nothing = Qui ne peut pas se connecter ne peut rien faire de tout cela.
console-direct = Direct
console-by-group = par { $group }
console-more-groups = et { $count } autres
console-no-sessions = Connecté nulle part.

## What can be done to a user.

console-deeds = Actions
console-oneself = C’est votre propre compte : occupez-vous-en dans les pages de votre compte.
console-leave = Laisser et revenir
console-own-password = Votre propre mot de passe
console-no-mail = Cet utilisateur ne reçoit pas cet e-mail : il est désactivé ou sans adresse.
console-reset = Envoyer un lien pour choisir le mot de passe
console-reset-lead = { $name } reçoit un e-mail avec un lien pour choisir un nouveau mot de passe, ou une nouvelle invitation s’il n’en a pas encore. D’ici là, rien ne change.
console-reset-button = Envoyer le lien
flash-console-reset = Le lien est en route.
console-activation = Renvoyer l’e-mail d’activation
console-activation-lead = { $name } reçoit un autre e-mail avec un lien qui active le compte. L’ancien lien ne fonctionne plus.
console-activation-button = Renvoyer
flash-console-activation = L’e-mail d’activation est en route.
console-password = Définir le mot de passe
console-password-lead = Il remplace le mot de passe de { $name } et ferme toutes ses sessions. Un lien pour le choisir soi-même est plus sûr.
console-password-button = Définir le mot de passe
flash-console-password = Le mot de passe est défini et toutes les sessions sont fermées.
console-email = Modifier l’adresse e-mail
console-email-lead = Elle remplace aussitôt l’adresse de { $name }. Vous vous en portez garant, car elle n’a pas à être confirmée. L’ancienne adresse est prévenue.
console-email-button = Modifier l’adresse
flash-console-email = L’adresse e-mail a été modifiée.
console-end = Fermer toutes les sessions
console-end-lead = Toutes les sessions de { $name } sont fermées aussitôt ; il reste possible de se reconnecter.
console-end-button = Fermer toutes les sessions
flash-console-ended = Toutes les sessions sont fermées.
console-promote = Ajouter à l’équipe
console-promote-lead = { $name } pourra voir et modifier tous les utilisateurs sauf les superutilisateurs.
console-promote-button = Ajouter à l’équipe
flash-console-promoted = Fait désormais partie de l’équipe.
console-demote = Retirer de l’équipe
console-demote-lead = { $name } ne pourra plus voir ni modifier les autres utilisateurs, hormis ce que ses permissions autorisent.
console-demote-button = Retirer de l’équipe
flash-console-demoted = Ne fait plus partie de l’équipe.
console-enable = Activer le compte
console-enable-lead = { $name } peut se connecter aussitôt, et l’adresse e-mail est considérée comme confirmée.
console-enable-button = Activer
flash-console-enabled = Le compte est activé.
console-disable = Désactiver le compte
console-disable-lead = Toutes les sessions de { $name } sont fermées aussitôt, toute connexion est refusée et aucun lien ne fonctionne. Rien n’est perdu : le compte peut être réactivé.
console-disable-button = Désactiver
flash-console-disabled = Le compte est désactivé.
console-delete = Supprimer le compte
console-delete-lead = Tout ce que l’on sait de { $name } est supprimé aussitôt : profil, groupes, permissions, sessions. Personne ne peut le rétablir. Pour bloquer quelqu’un, désactivez le compte.
console-delete-button = Supprimer pour toujours
flash-console-deleted = Le compte est supprimé.
console-typed = Saisissez le nom pour confirmer
console-typed-hint = C’est { $name }.
console-typed-wrong = Ce n’est pas le nom.

## Making users, and the same for many.

console-new = Nouvel utilisateur
console-new-lead = Sans mot de passe, un e-mail permet d’en choisir un.
console-new-button = Créer le compte
console-new-password-hint = Laissez vide pour inviter.
flash-console-invited = Le compte est créé et l’invitation est en route.
flash-console-made = Le compte est créé.
console-pick = Sélectionner { $name }
console-pick-all = Tout sélectionner
console-bulk = Avec la sélection
console-bulk-group = Groupe à rejoindre
console-bulk-go = Continuer
console-bulk-enable = Activer des comptes
console-bulk-enable-lead = Ils peuvent se connecter aussitôt, et leurs adresses sont considérées comme confirmées ({ $count }) :
console-bulk-disable = Désactiver des comptes
console-bulk-disable-lead = Leurs sessions sont fermées aussitôt, et ils ne peuvent plus se connecter ({ $count }) :
console-bulk-join = Ajouter à un groupe
console-bulk-join-lead = Ils rejoignent { $group } et reçoivent les permissions de ses membres ({ $count }) :
flash-console-bulk = Fait pour { $count ->
    [one] un utilisateur.
   *[other] { $count } utilisateurs.
}
flash-console-nobody = Personne n’était sélectionné : rien n’a été fait.
flash-console-no-group = Aucun groupe n’a ce nom : rien n’a été fait.
console-undone = Tout n’a pas pu être fait
console-undone-text = Fait pour { $count }. Vous ne pouvez pas modifier ceux-ci, ou ils ont changé entre-temps :
console-unproven-text = Fait pour { $count }. Votre mot de passe a changé entre-temps ; il reste donc :

## Groups, permissions and content types.

console-groups-lead = Les mêmes permissions pour plusieurs utilisateurs.
console-groups-none = Il n’y a pas encore de groupe.
console-groups-new = Nouveau groupe
console-groups-delete = Supprimer le groupe
console-groups-delete-lead = Qui est dans { $name } perd aussitôt ce qu’il donne. Personne ne peut le rétablir.
console-permissions-lead = Ce que le code vérifie avant d’autoriser une action.
console-permissions-none = Il n’y a aucune permission.
console-permissions-new = Nouvelle permission
console-permissions-delete = Supprimer la permission
console-permissions-delete-lead = Qui a reçu { $name }, directement ou par un groupe, la perd aussitôt. Personne ne peut la rétablir.
console-content-types = Types de contenu
console-content-types-lead = Sur quoi portent les permissions, comme dans Django.
console-content-types-none = Il n’y a aucun type de contenu.
console-content-types-new = Nouveau type de contenu
console-content-types-delete = Supprimer le type de contenu
console-content-types-delete-lead = Toutes les permissions sur { $name } sont supprimées avec lui, quels que soient leurs détenteurs. Personne ne peut les rétablir.
console-thing = Nom
console-change = Modifier
console-create = Créer
console-name = Nom
console-codename = Nom dans le code
console-app = Application
console-model = Modèle
console-label-wrong = Seulement des lettres, chiffres et tirets bas, sans chiffre au début.
console-content-type = Type de contenu
console-content-type-hint = Comme dans le code, par exemple auth.user ; ou # et son id.
console-members = Membres
console-no-members = Le groupe n’a pas de membres.
console-members-nothing = Le groupe ne donne encore aucune permission.
console-add-member = Ajouter quelqu’un
console-member = Nom d’utilisateur
console-member-hint = Le nom entier ; ou # et l’id.
console-no-such-user = Personne n’a ce nom.
console-add = Ajouter
console-remove = Retirer
console-give = Donner une permission
console-permission = Permission
console-permission-hint = Comme dans le code, par exemple auth.view_user ; ou # et son id.
console-no-such-permission = Aucune permission n’a ce nom.
console-several-permissions = Plusieurs permissions ont ce nom. Saisissez # et l’id.
console-join = Ajouter à un groupe
console-group = Groupe
console-group-hint = Le nom entier ; ou # et l’id.
console-no-such-group = Aucun groupe n’a ce nom.
fault-full = La limite est atteinte : rien ne peut plus être ajouté.
flash-console-created = C’est créé.
flash-console-changed = La modification est enregistrée.
flash-console-thing-deleted = C’est supprimé.
flash-console-given = La permission est donnée.
flash-console-taken = La permission est retirée.
flash-console-joined = Fait désormais partie du groupe.
flash-console-left = Ne fait plus partie du groupe.

## How the service runs.

console-keys = Clés de signature
console-keys-lead = Ce qui signe les jetons d’accès.
console-key-waits = Signera plus tard
console-key-signs = Signe
console-key-verifies = Encore valable
console-key-from = signe dès
console-key-until = signe jusqu’à
console-key-removed = retirée après
console-rotate = Changer de clé
console-rotate-lead = Une nouvelle clé est publiée et signe trois heures plus tard. Les jetons signés auparavant restent valables. Tant qu’une clé attend, une nouvelle demande n’en crée pas d’autre.
console-rotate-where = La console ne peut pas créer de clé : seule une fonction du service le peut. Cet appel la fait créer :
console-owed = En attente
console-owed-lead = Les e-mails pas encore envoyés, et ce qui reste à nettoyer.
console-owed-none = Rien n’est en attente.
console-owed-none-here = Rien ne correspond sur cette page ; la liste continue.
console-owed-kind = Type
console-owed-mail = E-mail
console-owed-cleaning = Nettoyage
console-owed-since = en attente depuis
console-owed-due = pas avant
console-owed-tries = Essais : { $count }
console-late = En retard
console-retry = Réessayer
console-retry-lead = Réessayer met fin à la pause après un échec : un e-mail est tenté dans la minute, un nettoyage dans les cinq minutes.
flash-console-retried = Un nouvel essai aura lieu dans quelques minutes.
flash-console-not-owed = Ce n’est plus en attente.
console-settings = Réglages
console-settings-lead = Le comportement de cette installation. Les secrets ne sont pas montrés.
console-setting = Réglage
console-setting-value = En vigueur
console-setting-secret = Secret
console-setting-unset = Non défini
console-setting-default = Par défaut
console-health = État du service
console-health-lead = Si le service fait ce qu’il doit.
console-health-good = Tout va bien.
console-health-bad = Quelque chose ne va pas.
console-health-table = Table
console-health-answers = Elle répond.
console-health-fresh = La plus récente est conforme aux réglages.
console-health-overdue = La plus récente aurait dû être remplacée.
console-health-missing = Il n’y en a aucune : personne ne peut se connecter.
console-health-on-time = Rien n’est en retard.
console-health-late = En retard : { $count }
console-counts = Effectifs
console-counts-lead = Le nombre d’éléments de chaque sorte.
console-counts-about = { $count }, d’après le dernier comptage quotidien
