## Around every page.

console-title = Consola
console-lead = Quién tiene una cuenta en { $site } y qué puede hacer.
console-overview = Resumen
console-users = Usuarios
console-users-lead = Encontrar a alguien, ver sus permisos, ayudarle a entrar.
console-as-curl = Lo mismo como llamada a la API
console-pages = Páginas de la lista
console-first = Primera página
console-next = Página siguiente
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
console-state-active = Pueden entrar
console-state-inactive = No pueden entrar
console-order = Orden
console-order-newest = Más recientes primero
console-order-oldest = Más antiguos primero
console-order-name = Por nombre de usuario
console-order-name-down = Por nombre de usuario, al revés
console-order-email = Por dirección de correo
console-order-email-down = Por dirección de correo, al revés
console-in-group = Quién está en { $group }
console-everybody = Mostrar a todos
console-nobody = No hay nadie así.
console-none-here = En esta página no hay nadie así; la lista continúa.
console-user = Usuario
console-joined = Se unió
console-last-login = Última entrada
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
flash-console-saved = El perfil está guardado.
console-no-groups = En ningún grupo.
console-no-permissions = No se ha concedido nada, ni directamente ni por un grupo.
console-may-all = Un superusuario puede hacerlo todo, diga lo que diga esta lista.
console-may-nothing = Quien no puede entrar no puede hacer nada de esto.
console-direct = Directo
console-by-group = por { $group }
console-more-groups = y { $count } más
console-no-sessions = Sin sesiones abiertas.

## What can be done to a user.

console-deeds = Acciones
console-oneself = Esta es tu propia cuenta: ocúpate de ella en las páginas de tu cuenta.
console-leave = Dejarlo y volver
console-own-password = Tu propia contraseña
console-no-mail = Este usuario no recibe ese correo: está desactivado o no tiene dirección.
console-reset = Enviar un enlace para fijar la contraseña
console-reset-lead = { $name } recibe un correo con un enlace para una contraseña nueva; quien aún no tiene ninguna recibe otra invitación. Hasta entonces todo queda igual.
console-reset-button = Enviar el enlace
flash-console-reset = El enlace está en camino.
console-activation = Enviar otra vez el correo de activación
console-activation-lead = { $name } recibe otro correo con un enlace que activa la cuenta. El enlace anterior deja de valer.
console-activation-button = Enviar otra vez
flash-console-activation = El correo de activación está en camino.
console-password = Fijar la contraseña
console-password-lead = Sustituye la contraseña de { $name } y cierra todas sus sesiones. Es más seguro un enlace con el que la fije por sí mismo.
console-password-button = Fijar la contraseña
flash-console-password = La contraseña está fijada y se cerraron todas las sesiones.
console-email = Cambiar la dirección de correo
console-email-lead = Sustituye al instante la dirección de { $name }. Tú respondes de que sea suya: nadie tiene que confirmarla. Se avisa a la dirección anterior.
console-email-button = Cambiar la dirección
flash-console-email = La dirección de correo está cambiada.
console-end = Cerrar todas las sesiones
console-end-lead = { $name } queda fuera en todas partes al instante y puede volver a entrar.
console-end-button = Cerrar todas las sesiones
flash-console-ended = Todas las sesiones están cerradas.
console-promote = Hacer miembro del personal
console-promote-lead = { $name } podrá ver y cambiar a todos los usuarios salvo los superusuarios.
console-promote-button = Hacer personal
flash-console-promoted = Ahora es miembro del personal.
console-demote = Quitar del personal
console-demote-lead = { $name } ya no podrá ver ni cambiar a otros usuarios, salvo lo que permitan sus permisos.
console-demote-button = Quitar
flash-console-demoted = Ya no es miembro del personal.
console-enable = Activar la cuenta
console-enable-lead = { $name } puede entrar al instante y la dirección de correo cuenta como probada.
console-enable-button = Activar
flash-console-enabled = La cuenta está activada.
console-disable = Desactivar la cuenta
console-disable-lead = { $name } queda fuera en todas partes al instante y no puede entrar, y ningún enlace a la cuenta vale. No se pierde nada: se puede volver a activar.
console-disable-button = Desactivar
flash-console-disabled = La cuenta está desactivada.
console-delete = Excluir la cuenta
console-delete-lead = Se elimina al instante todo lo que se sabe de { $name }: perfil, grupos, permisos, sesiones. Nadie puede recuperarlo. Para impedir la entrada basta desactivar la cuenta.
console-delete-button = Excluir para siempre
flash-console-deleted = La cuenta está excluída.
console-typed = Escribe el nombre si estás seguro
console-typed-hint = Es { $name }.
console-typed-wrong = Este no es el nombre.

## Making users, and the same for many.

console-new = Usuario nuevo
console-new-lead = Sin contraseña, recibe un correo para elegir una.
console-new-button = Crear la cuenta
console-new-password-hint = Déjala vacía para enviar una invitación.
flash-console-invited = La cuenta está creada y la invitación va en camino.
flash-console-made = La cuenta está creada.
console-pick = Elegir a { $name }
console-bulk = Con los elegidos
console-bulk-group = Grupo al que añadir
console-bulk-go = Seguir
console-bulk-enable = Activar cuentas
console-bulk-enable-lead = Pueden entrar al instante y sus direcciones cuentan como probadas ({ $count }):
console-bulk-disable = Desactivar cuentas
console-bulk-disable-lead = Quedan fuera en todas partes y no pueden entrar ({ $count }):
console-bulk-join = Añadir a un grupo
console-bulk-join-lead = Entran en { $group } y pueden lo que sus miembros ({ $count }):
flash-console-bulk = Hecho con { $count ->
    [one] un usuario.
   *[other] { $count } usuarios.
}
flash-console-nobody = No se eligió a nadie: no se hizo nada.
flash-console-no-group = No hay un grupo con ese nombre: no se hizo nada.
console-undone = No todo se pudo hacer
console-undone-text = Hecho con { $count }. A estos no puedes cambiarlos, o han cambiado mientras tanto:

## Groups, permissions and content types.

console-groups-lead = Quienes pueden lo mismo, juntos.
console-groups-none = Aún no hay grupos.
console-groups-new = Grupo nuevo
console-groups-delete = Eliminar el grupo
console-groups-delete-lead = Quien está en { $name } pierde al instante lo que le da. Nadie puede recuperarlo.
console-permissions-lead = Aquello por lo que pregunta el código.
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
console-no-members = No hay nadie.
console-members-nothing = Aún no da nada a sus miembros.
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
console-several-permissions = Varios tienen ese nombre. Escribe # y el id.
console-join = Añadir a un grupo
console-group = Grupo
console-group-hint = El nombre entero; o # y el id.
console-no-such-group = No hay un grupo con ese nombre.
fault-full = No caben más.
flash-console-created = Ya existe.
flash-console-changed = El cambio está guardado.
flash-console-thing-deleted = Está eliminado.
flash-console-given = El permiso está concedido.
flash-console-taken = El permiso está retirado.
flash-console-joined = Ya está en el grupo.
flash-console-left = Ya no está en el grupo.
