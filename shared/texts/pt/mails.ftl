# O que os e-mails dizem. Tratam por você.

mail-not-you = Não foi você?
mail-once = O link funciona uma única vez, durante { $lifetime }.
mail-copy = Se o botão não funcionar, copie este endereço para o navegador:
mail-sign-in-as = Você entra como { $username }
mail-sign-in-as-plain = Você entra como: { $username }
mail-days = { $count ->
    [one] { $count } dia
   *[other] { $count } dias
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

mail-activation-subject = Ative sua conta em { $site }
mail-activation-lead = Só falta um passo: confirme que este é o seu endereço de e-mail.
mail-activation-heading = Ative sua conta
mail-activation-text =
    Só falta um passo: confirme que este é o seu endereço de e-mail, e sua
    conta em { $site } estará pronta.
mail-activation-button = Ativar minha conta
mail-activation-not-you =
    Então alguém deve ter digitado errado o próprio
    endereço. Ignore este e-mail: se você não confirmar, a conta continua
    fechada.

mail-confirmation-subject = { $site } – Sua conta foi criada e ativada
mail-confirmation-lead = Você já pode entrar.
mail-confirmation-heading = Sua conta está pronta
mail-confirmation-text =
    Boas-vindas! Sua conta em { $site } foi criada e ativada.
    Você já pode entrar.
mail-confirmation-not-you =
    Então alguém se cadastrou com o seu endereço. Peça uma nova
    senha em { $site }: a conta passa a ser sua, e quem a criou fica de fora.

mail-invitation-subject = Sua conta em { $site }
mail-invitation-lead = Escolha sua senha em até { $lifetime }.
mail-invitation-heading = Uma conta para{"\u00A0"}você
mail-invitation-text =
    Alguém criou uma conta para você em { $site }. Escolha sua senha, e ela
    é sua.
mail-invitation-plain =
    Alguém criou uma conta para você em { $site }. Escolha sua senha, e ela
    é sua:
mail-invitation-after-plain =
    Depois disso, peça outro
    a quem convidou você.
mail-invitation-button = Escolher sua senha
mail-invitation-not-for-you-plain = Não é para você?
mail-invitation-not-you =
    Então ignore este e-mail: ninguém entra na conta antes que
    uma senha seja escolhida.

mail-password-reset-subject = Nova senha em { $site }
mail-password-reset-lead = Escolha uma nova senha em até { $lifetime }.
mail-password-reset-heading = Escolha uma nova{"\u00A0"}senha
mail-password-reset-text =
    Alguém, esperamos que você, pediu uma nova senha para a sua conta em
    { $site }.
mail-password-reset-here-plain = Escolha uma aqui:
mail-password-reset-button = Escolher uma nova senha
mail-password-reset-not-you = Então ignore este e-mail: sua senha continua como está.

mail-username-reset-subject = Novo nome de usuário em { $site }
mail-username-reset-lead = Escolha um novo nome de usuário em até { $lifetime }.
mail-username-reset-heading = Escolha um novo nome de{"\u00A0"}usuário
mail-username-reset-text =
    Alguém, esperamos que você, pediu para mudar o nome de usuário da sua conta
    em { $site }.
mail-username-reset-here-plain = Escolha um novo aqui:
mail-username-reset-today = Hoje você entra como { $username }
mail-username-reset-today-plain = Hoje você entra como: { $username }
mail-username-reset-button = Escolher um novo nome de usuário
mail-username-reset-not-you =
    Então ignore este e-mail: seu nome de usuário continua
    como está.

mail-email-change-subject = Confirme seu novo endereço de e-mail em { $site }
mail-email-change-lead = Só falta um passo: confirme que este endereço é seu.
mail-email-change-heading = Confirme seu novo endereço de{"\u00A0"}e-mail
mail-email-change-text =
    Alguém, esperamos que você, quer usar este endereço de e-mail em uma conta
    em { $site }. Confirme que ele é seu. Até lá, a conta mantém o endereço que tem.
mail-email-change-plain =
    Alguém, esperamos que você, quer usar este endereço de e-mail em uma conta
    em { $site }. Confirme que ele é seu:
mail-email-change-after-plain =
    Até você confirmar, a
    conta mantém o endereço que tem.
mail-email-change-button = Confirmar este endereço
mail-email-change-not-you =
    Então alguém deve ter digitado errado o próprio
    endereço. Ignore este e-mail: se você não confirmar, nada muda.

mail-email-change-requested-subject = { $site } – Um novo endereço de e-mail foi pedido
mail-email-change-requested-lead = Se não foi você, impeça a mudança aqui.
mail-email-change-requested-heading = Um novo endereço de e-mail foi{"\u00A0"}pedido
mail-email-change-requested-text =
    Alguém, esperamos que você, pediu outro endereço de e-mail para a sua conta
    em { $site }. Ele toma o lugar deste assim que for confirmado.
    Se foi você, não há nada a fazer aqui.
mail-email-change-requested-button = Impedir a mudança
mail-email-change-requested-not-you =
    Então impeça a mudança com o botão acima. Quem pediu sabe a sua senha:
    escolha uma nova agora mesmo. Quem cuida de { $site } nunca vai pedi-la.
mail-email-change-requested-here-plain = Então impeça a mudança:
mail-email-change-requested-after-plain =
    Quem pediu sabe a sua
    senha: escolha uma nova agora mesmo.

mail-changed-lead = Se foi você, não há mais nada a fazer.
mail-changed-also = Mudou ao mesmo tempo: { $also }.
mail-changed-password = senha
mail-changed-username = nome de usuário
mail-changed-email = endereço de e-mail
mail-changed-and = { $one } e { $other }
mail-changed-undo = Desfazer a mudança
mail-changed-not-you =
    Então desfaça a mudança com o botão acima: sua conta recupera o endereço de
    e-mail e o nome de usuário que tinha, todas as sessões são encerradas, e
    enviamos a você um link para escolher uma nova senha.
mail-changed-here-plain = Então desfaça:
mail-changed-after-plain =
    Sua conta recupera o
    endereço de e-mail e o nome de usuário que tinha, todas as sessões são
    encerradas, e enviamos a você um link para escolher uma nova senha.
mail-changed-by-others =
    Quem cuida de { $site } fez isto. Se você não esperava,
    pergunte.

mail-password-changed-subject = { $site } – Sua senha foi alterada
mail-password-changed-heading = Sua senha foi{"\u00A0"}alterada
mail-password-changed-text =
    A senha da sua conta em { $site } acaba de ser alterada.
    Os outros aparelhos em que você tinha entrado foram desconectados.

mail-username-changed-subject = { $site } – Seu nome de usuário foi alterado
mail-username-changed-heading = Seu nome de usuário foi{"\u00A0"}alterado
mail-username-changed-text = O nome de usuário da sua conta em { $site } acaba de ser alterado.
mail-username-changed-now = A partir de agora, entre como { $username }.
mail-username-changed-now-plain = A partir de agora, entre como
mail-username-changed-rest =
    Sua senha continua a mesma. Se foi você, não há mais nada a
    fazer.

mail-email-changed-subject = { $site } – Seu endereço de e-mail foi alterado
mail-email-changed-heading = Seu endereço de e-mail foi{"\u00A0"}alterado
mail-email-changed-text =
    Sua conta em { $site } usa agora outro endereço de e-mail. As
    mensagens sobre ela vão para lá a partir de agora.
mail-email-changed-name = O nome de usuário da conta: { $username }
