## Around every page.

console-title = Consola
console-lead = Quién tiene una cuenta en { $site } y qué puede hacer.
console-overview = Resumen
console-users = Usuarios
console-users-lead = Encontrar a alguien, ver sus permisos, ayudarle a iniciar sesión.
console-as-curl = Lo mismo como llamada a la API
console-copy = Copiar
console-copied = Copiado
console-pages = Páginas de la lista
console-first = Primera página
console-next = Página siguiente
console-files = Como archivo:
console-lost = La página pedida es demasiado antigua. Aquí empieza la lista.
console-save = Guardar

## Finding users.

console-find = Buscar usuarios
console-find-hint = El comienzo de un nombre de usuario o de una dirección de correo, o un número (id).
console-find-button = Buscar
console-by = Buscar en
console-by-either = Ambos
console-state = Estado
console-state-all = Todos
console-state-active = Pueden iniciar sesión
console-state-inactive = No pueden iniciar sesión
console-order = Orden
console-order-newest = Más recientes primero
console-order-oldest = Más antiguos primero
console-order-name = Por nombre de usuario
console-order-name-down = Por nombre de usuario, al revés
console-order-email = Por dirección de correo
console-order-email-down = Por dirección de correo, al revés
console-in-group = Quién está en { $group }
console-everybody = Mostrar a todos
console-nobody = No se ha encontrado a nadie.
console-none-here = En esta página no hay coincidencias; la lista continúa.
console-found = { $count ->
    [0] No se muestra a nadie.
    [one] Se muestra un usuario.
   *[other] Se muestran { $count } usuarios.
}
console-user = Usuario
console-joined = Alta
console-last-login = Último acceso
console-never = Nunca

## A user.

console-disabled = Desactivado
console-waiting = Sin activar
console-superuser = Superusuario
console-staff = Personal
console-profile = Perfil
console-groups = Grupos
console-permissions = Permisos
console-sessions = Sesiones
console-facts = Cuenta
console-no-password = Ninguna todavía
console-locale-hint = De las páginas que ve y de los correos que recibe. Si no se elige, los correos van en inglés.
flash-console-saved = El perfil se ha guardado.
console-no-groups = En ningún grupo.
console-no-permissions = No se ha concedido nada, ni directamente ni por un grupo.
console-may-all = Un superusuario puede hacerlo todo, diga lo que diga esta lista.
console-may-nothing = Quien no puede iniciar sesión no puede hacer nada de esto.
console-direct = Directo
console-by-group = por { $group }
console-more-groups = y { $count } más
console-no-sessions = Sin sesiones abiertas.

## What can be done to a user.

console-deeds = Acciones
console-oneself = Esta es tu propia cuenta: ocúpate de ella en las páginas de tu cuenta.
console-leave = Cancelar y volver
console-own-password = Tu propia contraseña
console-no-mail = Este usuario no recibe ese correo: está desactivado o no tiene dirección.
console-reset = Enviar un enlace para elegir la contraseña
console-reset-lead = { $name } recibe un correo con un enlace para una contraseña nueva; quien aún no tiene ninguna recibe otra invitación. Hasta entonces todo queda igual.
console-reset-button = Enviar el enlace
flash-console-reset = El enlace está en camino.
console-activation = Enviar otra vez el correo de activación
console-activation-lead = { $name } recibe otro correo con un enlace que activa la cuenta. El enlace anterior deja de funcionar.
console-activation-button = Enviar otra vez
flash-console-activation = El correo de activación está en camino.
console-password = Establecer la contraseña
console-password-lead = Sustituye la contraseña de { $name } y cierra todas sus sesiones. Es más seguro enviar un enlace para que la elija por su cuenta.
console-password-button = Establecer la contraseña
flash-console-password = La contraseña se ha establecido y se han cerrado todas las sesiones.
console-email = Cambiar la dirección de correo
console-email-lead = Sustituye al instante la dirección de { $name }. Tú respondes de que sea suya: nadie tiene que confirmarla. Se avisa a la dirección anterior.
console-email-button = Cambiar la dirección
flash-console-email = La dirección de correo ha cambiado.
console-end = Cerrar todas las sesiones
console-end-lead = Se cierran al instante todas las sesiones de { $name }, que podrá volver a iniciar sesión.
console-end-button = Cerrar todas las sesiones
flash-console-ended = Se han cerrado todas las sesiones.
console-promote = Hacer miembro del personal
console-promote-lead = { $name } podrá ver y cambiar a todos los usuarios salvo los superusuarios.
console-promote-button = Hacer miembro
flash-console-promoted = Ahora es miembro del personal.
console-demote = Quitar del personal
console-demote-lead = { $name } ya no podrá ver ni cambiar a otros usuarios, salvo lo que permitan sus permisos.
console-demote-button = Quitar
flash-console-demoted = Ya no es miembro del personal.
console-enable = Activar la cuenta
console-enable-lead = { $name } podrá iniciar sesión al instante, y la dirección de correo se dará por confirmada.
console-enable-button = Activar
flash-console-enabled = La cuenta se ha activado.
console-disable = Desactivar la cuenta
console-disable-lead = Se cierran al instante todas las sesiones de { $name }, que no podrá iniciar otra, y ningún enlace de la cuenta funciona. No se pierde nada: se puede volver a activar.
console-disable-button = Desactivar
flash-console-disabled = La cuenta se ha desactivado.
console-delete = Eliminar la cuenta
console-delete-lead = Se elimina al instante todo lo que se sabe de { $name }: perfil, grupos, permisos, sesiones. Nadie puede recuperarlo. Para impedir el acceso basta con desactivar la cuenta.
console-delete-button = Eliminar para siempre
flash-console-deleted = La cuenta se ha eliminado.
console-typed = Escribe el nombre para confirmar
console-typed-hint = Es { $name }.
console-typed-wrong = Este no es el nombre.

## Making users, and the same for many.

console-new = Usuario nuevo
console-new-lead = Sin contraseña, recibe un correo para elegir una.
console-new-button = Crear la cuenta
console-new-password-hint = Déjala vacía para enviar una invitación.
flash-console-invited = La cuenta se ha creado y la invitación va en camino.
flash-console-made = La cuenta se ha creado.
console-pick = Elegir a { $name }
console-pick-all = Elegir a todos
console-bulk = Con los elegidos
console-bulk-group = Grupo al que añadir
console-bulk-go = Seguir
console-bulk-enable = Activar cuentas
console-bulk-enable-lead = Podrán iniciar sesión al instante, y sus direcciones se darán por confirmadas ({ $count }):
console-bulk-disable = Desactivar cuentas
console-bulk-disable-lead = Se cierran al instante todas sus sesiones y no podrán iniciar otra ({ $count }):
console-bulk-join = Añadir a un grupo
console-bulk-join-lead = Entran en { $group } y podrán hacer lo mismo que sus miembros ({ $count }):
flash-console-bulk = Hecho con { $count ->
    [one] un usuario.
   *[other] { $count } usuarios.
}
flash-console-nobody = No se eligió a nadie: no se hizo nada.
flash-console-no-group = No hay un grupo con ese nombre: no se hizo nada.
console-undone = No se pudo hacer todo
console-undone-text = Hecho con { $count }. A estos no puedes cambiarlos, o han cambiado mientras tanto:
console-unproven-text = Hecho con { $count }. Tu contraseña cambió mientras tanto, así que faltan estos:

## Groups, permissions and content types.

console-groups-lead = Los mismos permisos para varios usuarios.
console-groups-none = Aún no hay grupos.
console-groups-new = Grupo nuevo
console-groups-delete = Eliminar el grupo
console-groups-delete-lead = Quien está en { $name } pierde al instante lo que le da. Nadie puede recuperarlo.
console-permissions-lead = Lo que comprueba el código antes de permitir algo.
console-permissions-none = No hay permisos.
console-permissions-new = Permiso nuevo
console-permissions-delete = Eliminar el permiso
console-permissions-delete-lead = Quien tenía { $name }, directamente o por un grupo, lo pierde al instante. Nadie puede recuperarlo.
console-content-types = Tipos de contenido
console-content-types-lead = De qué tratan los permisos, como en Django.
console-content-types-none = No hay tipos de contenido.
console-content-types-new = Tipo de contenido nuevo
console-content-types-delete = Eliminar el tipo de contenido
console-content-types-delete-lead = Se eliminan con él todos los permisos sobre { $name }, los tenga quien los tenga. Nadie puede recuperarlos.
console-thing = Nombre
console-change = Cambiar
console-create = Crear
console-name = Nombre
console-codename = Nombre en el código
console-app = Aplicación
console-model = Modelo
console-label-wrong = Solo letras, dígitos y guiones bajos, y sin dígito al principio.
console-content-type = Tipo de contenido
console-content-type-hint = Como en el código, por ejemplo auth.user; o # y su id.
console-members = Miembros
console-no-members = El grupo no tiene miembros.
console-members-nothing = El grupo aún no da ningún permiso.
console-add-member = Añadir a alguien
console-member = Nombre de usuario
console-member-hint = El nombre entero; o # y el id.
console-no-such-user = Nadie tiene ese nombre.
console-add = Añadir
console-remove = Quitar
console-give = Dar un permiso
console-permission = Permiso
console-permission-hint = Como en el código, por ejemplo auth.view_user; o # y su id.
console-no-such-permission = No hay un permiso con ese nombre.
console-several-permissions = Varios permisos tienen ese nombre. Escribe # y el id.
console-join = Añadir a un grupo
console-group = Grupo
console-group-hint = El nombre entero; o # y el id.
console-no-such-group = No hay un grupo con ese nombre.
fault-full = No caben más.
flash-console-created = Se ha creado.
flash-console-changed = El cambio se ha guardado.
flash-console-thing-deleted = Se ha eliminado.
flash-console-given = El permiso se ha concedido.
flash-console-taken = El permiso se ha retirado.
flash-console-joined = Ya está en el grupo.
flash-console-left = Ya no está en el grupo.

## How the service runs.

console-keys = Claves de firma
console-keys-lead = Con qué se firman los tokens de acceso.
console-key-waits = Firmará más tarde
console-key-signs = Firma
console-key-verifies = Aún válida
console-key-from = firma desde
console-key-until = firma hasta
console-key-removed = se retira después de
console-rotate = Cambiar las claves
console-rotate-lead = Se publica una clave nueva, que firma tres horas más tarde. Los tokens firmados antes siguen siendo válidos. Mientras una clave espera, pedirlo de nuevo no crea otra.
console-rotate-where = La consola no puede crear claves: solo puede hacerlo una función del servicio. Esta llamada la crea:
console-owed = Pendiente
console-owed-lead = Correos que aún no se han enviado y lo que queda por limpiar.
console-owed-none = No hay nada pendiente.
console-owed-none-here = Nada coincide en esta página; la lista continúa.
console-owed-kind = Tipo
console-owed-mail = Correo
console-owed-cleaning = Limpieza
console-owed-since = pendiente desde
console-owed-due = no antes de
console-owed-tries = Intentos: { $count }
console-late = Con retraso
console-retry = Reintentar
console-retry-lead = Reintentar termina la pausa tras un fallo: un correo se intenta en un minuto, una limpieza en cinco.
flash-console-retried = Se intentará de nuevo en unos minutos.
flash-console-not-owed = Ya no está pendiente.
console-settings = Configuración
console-settings-lead = Cómo se comporta esta instalación. Los secretos no se muestran.
console-setting = Opción
console-setting-value = En vigor
console-setting-secret = Secreto
console-setting-unset = Sin valor
console-setting-default = Predeterminado
console-health = Estado del servicio
console-health-lead = Si el servicio hace lo que debe.
console-health-good = Todo está bien.
console-health-bad = Algo va mal.
console-health-table = Tabla
console-health-answers = Responde.
console-health-fresh = La más nueva está como pide la configuración.
console-health-overdue = La más nueva debería haberse reemplazado.
console-health-missing = No hay ninguna: nadie puede iniciar sesión.
console-health-on-time = Nada lleva retraso.
console-health-late = Con retraso: { $count }
console-counts = Cantidades
console-counts-lead = Cuánto hay de cada cosa.
console-counts-about = { $count }, según el recuento del último día
