# Lo que dicen las páginas. `{ $site }` es el nombre del sitio.

## Lo que rodea cada página.

frame-skip = Ir al contenido
frame-sign-out = Cerrar sesión
frame-signed-in-as = Sesión iniciada como { $name }
frame-show = Mostrar
frame-hide = Ocultar
frame-show-password = Mostrar la contraseña
frame-hide-password = Ocultar la contraseña
frame-terms = Condiciones
frame-privacy = Privacidad
frame-support = Ayuda

## Campos.

field-optional = opcional
field-username = Nombre de usuario
field-email = Correo electrónico
field-password = Contraseña
field-username-hint = Letras, cifras y @ . + - _ sin espacios, hasta 150 caracteres.
field-current-password = Tu contraseña
field-new-password = Contraseña nueva
field-password-again = La misma contraseña otra vez
field-password-hint = Al menos { $least ->
    [one] un carácter
   *[other] { $least } caracteres
}; unas cuantas palabras sin relación van bien. Nada común, ni solo cifras, ni parecido a tu nombre o tu correo.
field-again = Lo mismo otra vez
field-locale = Idioma
field-locale-hint = De estas páginas y de los correos que recibes.
field-locale-browser = El que pide el navegador

## Lo que falla en un formulario o en uno de sus campos.

fault-required = Rellena este campo.
fault-characters = Hay caracteres que no se permiten aquí.
fault-too-long = Como máximo { $most ->
    [one] un carácter.
   *[other] { $most } caracteres.
}
fault-username = Solo letras, cifras y @ . + - _, sin espacios.
fault-username-taken = Alguien ya tiene este nombre de usuario. Elige otro.
fault-email = Esto no parece una dirección de correo. Debería ser como nombre@example.org.
fault-email-taken = Otra cuenta tiene esta dirección de correo.
fault-foreign-domain = Aquí no se pueden usar direcciones de este dominio.
fault-taken = Otra persona ya tiene esto.
fault-not-there = Eso ya no existe.
fault-credentials = No es correcto. Revisa ambas cosas: las contraseñas distinguen mayúsculas de minúsculas.
fault-wrong-password = Esta no es tu contraseña.
fault-mismatch = Las dos no son iguales.
fault-bad-link = Este enlace ya no funciona.
fault-too-short = Al menos { $least ->
    [one] un carácter.
   *[other] { $least } caracteres.
}
fault-too-common = Demasiada gente usa esta contraseña. Elige otra.
fault-only-digits = Las cifras solas se adivinan fácilmente. Añade letras o palabras.
fault-like-email = Se parece demasiado a tu correo.
fault-like-name = Se parece demasiado a tu nombre.
fault-too-many = Demasiados intentos. Vuelve a intentarlo en { $minutes ->
    [one] un minuto.
   *[other] { $minutes } minutos.
}
fault-stale = Esto ha cambiado desde que lo abriste. Míralo otra vez: si aún quieres tu cambio, envíalo de nuevo.
fault-busy = Algo ha fallado por nuestra parte. Vuelve a intentarlo en un momento.
fault-url = Debería ser la dirección de una página, como https://example.org/.
fault-slug = Solo letras, cifras, guiones y guiones bajos.
fault-integer = Debería ser un número entero.
fault-number = Debería ser un número.
fault-digits = Como máximo { $most } cifras.
fault-places = Como máximo { $most } cifras decimales.
fault-whole-digits = Como máximo { $most } cifras antes de la coma.
fault-above = Debería ser como máximo { $limit }.
fault-below = Debería ser al menos { $limit }.
fault-choice = Elige una de las opciones.
fault-date = Debería ser un día, como 1990-05-17.
fault-moment = Debería ser un momento, como 2026-05-17T09:30:00Z.
fault-uuid = Debería ser un UUID, como 123e4567-e89b-12d3-a456-426614174000.
fault-json = Debería ser JSON.
fault-too-much = Todo junto es demasiado largo.

## Lo que impide mostrar una página.

trouble-back = Ir a tu cuenta
trouble-not-found = No existe esa página
trouble-not-found-text = Quizá la dirección esté cortada, o lo que había aquí ya no está.
trouble-forbidden = No puedes hacer esto
trouble-forbidden-text = Tu cuenta no tiene permiso. Si debería tenerlo, pregunta a quien se ocupa de { $site }.
trouble-foreign = No se puede aceptar este formulario
trouble-foreign-text = No vino de una página de { $site }, o tu sesión ha cambiado. Vuelve atrás, recarga la página y envíalo otra vez. No se ha cambiado nada.
trouble-method = Esta página no hace eso
trouble-method-text = No se ha cambiado nada.
trouble-stale = Alguien fue más rápido
trouble-stale-text = Esto ha cambiado desde que lo abriste. Vuelve atrás, recarga la página y mira si aún quieres tu cambio. No se ha sobrescrito nada.
trouble-last-superuser = Esta cuenta tiene que quedarse
trouble-last-superuser-text = Es la última que puede hacerlo todo en { $site }.
trouble-busy = Algo ha fallado por nuestra parte
trouble-busy-text = Vuelve a intentarlo en un momento. Lo que querías se ha hecho por completo o no se ha hecho.
trouble-unreadable = No se puede leer este formulario
trouble-unreadable-text = Quizá sea demasiado largo, o se cortó por el camino. No se ha cambiado nada.
trouble-too-many = Demasiados intentos
trouble-too-many-text = Vuelve a intentarlo en { $minutes ->
    [one] un minuto.
   *[other] { $minutes } minutos.
}

## Iniciar y cerrar sesión.

sign-in-title = Iniciar sesión
sign-in-lead = Te damos de nuevo la bienvenida a { $site }.
sign-in-kept = Tu sesión terminó mientras tanto. Iníciala de nuevo: lo que escribiste sigue ahí.
sign-in-cookies = Tu navegador no guarda las cookies de { $site }. Hacen falta para iniciar sesión: permítelas e inténtalo otra vez.
sign-in-button = Iniciar sesión
sign-in-forgotten = He olvidado mi contraseña
sign-in-new-here = ¿Es tu primera vez?
sign-in-sign-up = Crear una cuenta
sign-in-resend = No me llegó el correo de activación
flash-signed-out = Has cerrado la sesión.

## Un formulario interrumpido.

resumed-title = ¿Seguimos?
resumed-text = Lo que escribiste sigue ahí, pero aún no está guardado. Las contraseñas hay que escribirlas otra vez.
resumed-button = Seguir
resumed-leave = Descartarlo e ir a tu cuenta

## La cuenta propia.

account-title = Tu cuenta
account-profile = Perfil
account-security = Acceso
account-sessions = Dispositivos
account-data = Tus datos
account-back = Volver

profile-lead = Cómo te llama { $site }.
profile-button = Guardar
profile-facts = Lo que no se cambia aquí
flash-profile-saved = Tu perfil se ha guardado.

security-lead = Con qué inicias sesión en { $site }.
security-change = Cambiar
security-awaited = Pendiente de confirmar
security-awaited-text = Abre el enlace que enviamos a { $email }. Hasta entonces todo sigue igual.
security-withdraw = Anular

email-title = Cambiar tu correo
email-lead = Enviamos un enlace a la dirección nueva. Sustituye a la antigua en cuanto lo abras.
email-new = Correo nuevo
email-button = Enviar el enlace
flash-email-asked = Mira en tu nuevo buzón: el enlace que hay allí confirma la dirección.
flash-email-changed = Tu correo ha cambiado.
flash-email-withdrawn = Tu correo sigue siendo el mismo.

username-title = Cambiar tu nombre de usuario
username-lead = A partir de entonces inicias sesión con el nuevo. Tu contraseña sigue siendo la misma.
username-new = Nombre de usuario nuevo
username-button = Guardar
flash-username-changed = Tu nombre de usuario ha cambiado.

password-title = Cambiar tu contraseña
password-lead = En todos los demás sitios se cierra tu sesión.
password-button = Guardar
flash-password-changed = Tu contraseña ha cambiado.

sessions-lead = Dónde tienes sesión iniciada en { $site }.
sessions-device = { $browser } en { $system }
sessions-unknown = Dispositivo desconocido
sessions-this = Este dispositivo
sessions-browser = Navegador
sessions-app = Aplicación
sessions-token = Token de acceso
sessions-used = último uso
sessions-since = sesión desde
sessions-end = Cerrar sesión
sessions-end-others = Cerrar sesión en todos los demás
sessions-more = Más
flash-session-ended = Ese dispositivo ya no tiene sesión.
flash-sessions-ended = Has cerrado la sesión en todos los demás.

data-lead = Son tuyos, para verlos y para llevártelos.
data-export-title = Una copia de tus datos
data-export = Un archivo (JSON) con todo lo que { $site } sabe de ti: perfil, grupos, inicios de sesión y enlaces. No contiene contraseñas.
data-export-button = Descargar la copia
data-delete = Se borra todo lo que { $site } sabe de ti. No se puede deshacer.

delete-title = Borrar tu cuenta
delete-lead = Tu perfil, tu nombre de usuario y tu correo desaparecen al instante, y nadie puede recuperarlos. Escribe tu contraseña si lo tienes claro.
delete-button = Borrar mi cuenta
flash-account-deleted = Tu cuenta se ha borrado.

## Darse a conocer.

ask-known = ¿Ya tienes una cuenta?
mailed-title = Mira en tu buzón

sign-up-title = Crear una cuenta
sign-up-lead = Un minuto, y tienes una cuenta en { $site }.
sign-up-button = Crear mi cuenta
sign-up-mailed = Un paso más
sign-up-mailed-text = Te hemos enviado un correo. Abre el enlace que contiene y tu cuenta está lista.
flash-signed-up = Tu cuenta está lista. Inicia sesión con ella.

forgotten-title = ¿Has olvidado tu contraseña?
forgotten-lead = Dinos tu correo y te enviamos un enlace para elegir una nueva.
forgotten-button = Enviar el enlace
forgotten-mailed-text = Si es la dirección de una cuenta en { $site }, un correo con un enlace para elegir una contraseña nueva va de camino.

resend-title = Enviar otra vez el correo de activación
resend-lead = Dinos la dirección con la que te registraste.
resend-button = Enviar otra vez
resend-mailed-text = Si una cuenta en { $site } espera activarse desde esa dirección, un correo con un enlace nuevo va de camino.

## Las páginas tras los enlaces de los correos.

link-go-on = Ir a tu cuenta

dead-title = Este enlace ya no funciona
dead-text = Puede que haya caducado, ya se haya usado o se haya sustituido: solo funciona el enlace del último correo.
dead-email = Tu correo
dead-button = Enviarme un enlace nuevo
dead-sent = Un enlace nuevo va de camino
dead-sent-text = Si es la dirección de una cuenta en { $site }, un correo con un enlace nuevo va de camino. Puedes cerrar esta página.

activate-title = Activar tu cuenta
activate-lead = Un clic, y tu cuenta en { $site } está lista.
activate-button = Activar mi cuenta
activate-done = Tu cuenta está activa
activate-done-text = Te damos la bienvenida a { $site }. Puedes cerrar esta página e iniciar sesión.
activate-dead-text = Si puedes iniciar sesión, tu cuenta está activa y no queda nada por hacer. Si no, ¿adónde enviamos un enlace de activación nuevo?

reset-password-title = Elige una contraseña nueva
reset-password-lead = Sustituye a tu contraseña antigua en { $site } y cierra tu sesión en todos los dispositivos.
reset-password-button = Guardar la contraseña nueva
reset-password-done = Tu contraseña ha cambiado
reset-password-done-text = Puedes cerrar esta página e iniciar sesión con la contraseña nueva. Todas las sesiones anteriores se han cerrado.
reset-password-dead-text = ¿Adónde enviamos un enlace nuevo para tu contraseña? Si te invitaron, pide otra invitación.

invited-title = Te damos la bienvenida
invited-lead = Alguien te ha creado una cuenta en { $site }. Elige una contraseña, y es tuya.
invited-button = Guardar la contraseña
invited-done = La cuenta es tuya
invited-done-text = Puedes cerrar esta página e iniciar sesión con tu contraseña nueva.

reset-username-title = Elige un identificador nuevo
reset-username-lead = Desde ahora inicias sesión en { $site } con él. Tu contraseña sigue siendo la misma.
reset-username-button = Guardar
reset-username-done = Tu identificador ha cambiado
reset-username-done-text = Puedes cerrar esta página. La próxima vez, inicia sesión con el identificador nuevo y tu contraseña.
reset-username-dead-text = ¿Adónde enviamos un enlace nuevo para tu identificador?

confirm-email-title = Confirma tu correo nuevo
confirm-email-lead = Un clic, y tu cuenta en { $site } usa esta dirección en lugar de la antigua.
confirm-email-button = Confirmar esta dirección
confirm-email-done = Tu correo ha cambiado
confirm-email-done-text = Puedes cerrar esta página. Desde ahora, los mensajes de { $site } van a tu dirección nueva.
confirm-email-dead-text = Si tu cuenta muestra la dirección nueva, no queda nada por hacer. Si no, pide el cambio a { $site } otra vez.

cancel-email-title = Conserva tu correo
cancel-email-lead = Un clic, y la dirección nueva que se pidió no sustituye a la tuya en { $site }.
cancel-email-button = Detener el cambio
cancel-email-done = Tu correo no cambia
cancel-email-done-text = No se ha cambiado nada. Si no pediste otra dirección, alguien conoce tu contraseña: elige enseguida una nueva en { $site }.
cancel-email-dead-text = Si tu cuenta muestra otra dirección que la tuya, escribe a los responsables de { $site }. Si muestra la tuya y ninguna otra espera, no queda nada por hacer.

undo-title = Deshacer el cambio
undo-lead = Un clic, y tu cuenta en { $site } vuelve a tener este correo. Se cierran todas las sesiones, y te enviamos un enlace para elegir una contraseña nueva.
undo-button = Deshacer el cambio
undo-done = El cambio se ha deshecho
undo-done-text = Tu cuenta vuelve a tener su correo antiguo, y no hay ninguna sesión abierta. Busca en tu buzón el enlace para elegir una contraseña nueva: hasta entonces no vale ninguna.
undo-dead-text = Un cambio se puede deshacer durante siete días. Si tu cuenta ya no es tuya, escribe a los responsables de { $site }.
