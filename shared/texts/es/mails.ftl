# Lo que dicen los correos. Tutean.

mail-not-you = ¿No has sido tú?
mail-once = El enlace funciona una sola vez, durante { $lifetime }.
mail-copy = Si el botón no hace nada, copia esta dirección en tu navegador:
mail-sign-in-as = Inicias sesión como { $username }
mail-sign-in-as-plain = Inicias sesión como: { $username }
mail-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
mail-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
mail-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
mail-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}

mail-activation-subject = Activa tu cuenta en { $site }
mail-activation-lead = Solo falta un paso: confirma que esta es tu dirección de correo.
mail-activation-heading = Activa tu cuenta
mail-activation-text =
    Solo falta un paso: confirma que esta es tu dirección de correo y tu
    cuenta en { $site } estará lista.
mail-activation-button = Activar mi cuenta
mail-activation-not-you =
    Entonces alguien se habrá equivocado al escribir su
    propia dirección. No hagas caso de este correo: si no la confirmas, la
    cuenta seguirá cerrada.

mail-confirmation-subject = { $site } – Tu cuenta está creada y activada
mail-confirmation-lead = Ya puedes iniciar sesión.
mail-confirmation-heading = Tu cuenta está lista
mail-confirmation-text =
    ¡Te damos la bienvenida! Tu cuenta en { $site } está creada y activada.
    Ya puedes iniciar sesión.
mail-confirmation-not-you =
    Entonces alguien se ha registrado con tu dirección. Pide una
    contraseña nueva en { $site }: la cuenta será tuya y nadie más
    podrá entrar.

mail-invitation-subject = Tu cuenta en { $site }
mail-invitation-lead = Tienes { $lifetime } para elegir tu contraseña.
mail-invitation-heading = Una cuenta para{"\u00A0"}ti
mail-invitation-text =
    Alguien ha creado una cuenta para ti en { $site }. Elige tu contraseña
    y será tuya.
mail-invitation-plain =
    Alguien ha creado una cuenta para ti en { $site }. Elige tu contraseña
    y será tuya:
mail-invitation-after-plain =
    Después, pide otro a
    quien te invitó.
mail-invitation-button = Elegir tu contraseña
mail-invitation-not-for-you-plain = ¿No es para ti?
mail-invitation-not-you =
    Entonces no hagas caso de este correo: nadie puede entrar en
    la cuenta antes de que se elija una contraseña.

mail-password-reset-subject = Contraseña nueva en { $site }
mail-password-reset-lead = Tienes { $lifetime } para elegir una contraseña nueva.
mail-password-reset-heading = Elige una contraseña{"\u00A0"}nueva
mail-password-reset-text =
    Alguien, esperamos que tú, ha pedido una contraseña nueva para tu cuenta
    en { $site }.
mail-password-reset-here-plain = Elígela aquí:
mail-password-reset-button = Elegir una contraseña nueva
mail-password-reset-not-you =
    Entonces no hagas caso de este correo: tu contraseña
    no cambia.

mail-username-reset-subject = Nombre de usuario nuevo en { $site }
mail-username-reset-lead = Tienes { $lifetime } para elegir un nombre de usuario nuevo.
mail-username-reset-heading = Elige un nombre de usuario{"\u00A0"}nuevo
mail-username-reset-text =
    Alguien, esperamos que tú, ha pedido cambiar el nombre de usuario de tu
    cuenta en { $site }.
mail-username-reset-here-plain = Elige uno nuevo aquí:
mail-username-reset-today = Hoy inicias sesión como { $username }
mail-username-reset-today-plain = Hoy inicias sesión como: { $username }
mail-username-reset-button = Elegir un nombre de usuario nuevo
mail-username-reset-not-you =
    Entonces no hagas caso de este correo: tu nombre de usuario
    no cambia.

mail-email-change-subject = Confirma tu nueva dirección de correo en { $site }
mail-email-change-lead = Solo falta un paso: confirma que esta dirección es tuya.
mail-email-change-heading = Confirma tu nueva dirección de{"\u00A0"}correo
mail-email-change-text =
    Alguien, esperamos que tú, quiere usar esta dirección de correo para una
    cuenta en { $site }. Confirma que es tuya. Hasta entonces, la cuenta conserva la dirección que tiene.
mail-email-change-plain =
    Alguien, esperamos que tú, quiere usar esta dirección de correo para una
    cuenta en { $site }. Confirma que es tuya:
mail-email-change-after-plain =
    Hasta que la confirmes,
    la cuenta conserva la dirección que tiene.
mail-email-change-button = Confirmar esta dirección
mail-email-change-not-you =
    Entonces alguien se habrá equivocado al escribir su
    propia dirección. No hagas caso de este correo: si no la confirmas, nada
    cambia.

mail-email-change-requested-subject = { $site } – Se ha pedido otra dirección de correo
mail-email-change-requested-lead = Si no has sido tú, detén el cambio aquí.
mail-email-change-requested-heading = Se ha pedido otra dirección de{"\u00A0"}correo
mail-email-change-requested-text =
    Alguien, esperamos que tú, ha pedido otra dirección de correo para tu cuenta
    en { $site }. Sustituirá a esta en cuanto se confirme.
    Si has sido tú, no tienes que hacer nada aquí.
mail-email-change-requested-button = Detener el cambio
mail-email-change-requested-not-you =
    Entonces detén el cambio con el botón de arriba. Quien lo pidió conoce tu
    contraseña: elige otra ahora mismo. Los responsables de { $site } nunca te la pedirán.
mail-email-change-requested-here-plain = Entonces detén el cambio:
mail-email-change-requested-after-plain =
    Quien lo pidió conoce
    tu contraseña: elige otra ahora mismo.

mail-changed-lead = Si has sido tú, no tienes que hacer nada más.
mail-changed-also = Al mismo tiempo ha cambiado: { $also }.
mail-changed-password = contraseña
mail-changed-username = nombre de usuario
mail-changed-email = dirección de correo
mail-changed-and = { $one } y { $other }
mail-changed-undo = Deshacer el cambio
mail-changed-not-you =
    Entonces deshaz el cambio con el botón de arriba: tu cuenta recupera la
    dirección de correo y el nombre de usuario que tenía, se cierran todas las
    sesiones y te enviamos un enlace para elegir una contraseña nueva.
mail-changed-here-plain = Entonces deshazlo:
mail-changed-after-plain =
    Tu cuenta recupera la
    dirección de correo y el nombre de usuario que tenía, se cierran todas las
    sesiones y te enviamos un enlace para elegir una contraseña nueva.
mail-changed-by-others =
    Lo han hecho los responsables de { $site }. Si no lo esperabas,
    pregúntales.

mail-password-changed-subject = { $site } – Tu contraseña ha cambiado
mail-password-changed-heading = Tu contraseña ha{"\u00A0"}cambiado
mail-password-changed-text =
    La contraseña de tu cuenta en { $site } acaba de cambiar.
    Se han cerrado las sesiones de otros dispositivos.

mail-username-changed-subject = { $site } – Tu nombre de usuario ha cambiado
mail-username-changed-heading = Tu nombre de usuario ha{"\u00A0"}cambiado
mail-username-changed-text = El nombre de usuario de tu cuenta en { $site } acaba de cambiar.
mail-username-changed-now = A partir de ahora, inicia sesión como { $username }.
mail-username-changed-now-plain = A partir de ahora, inicia sesión como
mail-username-changed-rest =
    Tu contraseña sigue siendo la misma. Si has sido tú, no tienes que hacer
    nada más.

mail-email-changed-subject = { $site } – Tu dirección de correo ha cambiado
mail-email-changed-heading = Tu dirección de correo ha{"\u00A0"}cambiado
mail-email-changed-text =
    Tu cuenta en { $site } usa ahora otra dirección de correo. Los
    mensajes sobre ella van allí a partir de ahora.
mail-email-changed-name = El nombre de usuario de la cuenta: { $username }
