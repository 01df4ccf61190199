# O que as páginas dizem. `{ $site }` é o nome do site.

## O que rodeia cada página.

frame-skip = Ir para o conteúdo
frame-sign-out = Sair
frame-signed-in-as = Conectado como { $name }
frame-show = Mostrar
frame-hide = Ocultar
frame-show-password = Mostrar a senha
frame-hide-password = Ocultar a senha
frame-terms = Termos
frame-privacy = Privacidade
frame-support = Ajuda

## Campos.

field-optional = opcional
field-username = Nome de usuário
field-email = Endereço de e-mail
field-password = Senha
field-username-hint = Letras, algarismos e @ . + - _ sem espaços, até 150 caracteres.
field-current-password = Sua senha
field-new-password = Nova senha
field-password-again = A mesma senha outra vez
field-password-hint = Pelo menos { $least ->
    [one] um caractere
   *[other] { $least } caracteres
}; algumas palavras sem relação servem bem. Nada comum, nem só algarismos, nem parecido com seu nome ou e-mail.
field-again = O mesmo outra vez
field-locale = Idioma
field-locale-hint = Destas páginas e dos e-mails para você.
field-locale-browser = O que o navegador pede

## O que está errado num formulário ou num campo.

fault-required = Preencha este campo.
fault-characters = Há caracteres que não são permitidos aqui.
fault-too-long = No máximo { $most ->
    [one] um caractere.
   *[other] { $most } caracteres.
}
fault-username = Só letras, algarismos e @ . + - _, sem espaços.
fault-username-taken = Alguém já tem este nome de usuário. Escolha outro.
fault-email = Isto não parece um endereço de e-mail. Deveria ser como nome@example.org.
fault-email-taken = Outra conta tem este endereço de e-mail.
fault-foreign-domain = Endereços deste domínio não podem ser usados aqui.
fault-taken = Outra pessoa já tem isto.
fault-not-there = Isso não existe mais.
fault-credentials = Não está certo. Confira os dois: as senhas diferenciam maiúsculas de minúsculas.
fault-wrong-password = Esta não é a sua senha.
fault-mismatch = Os dois não são iguais.
fault-bad-link = Este link não funciona mais.
fault-too-short = Pelo menos { $least ->
    [one] um caractere.
   *[other] { $least } caracteres.
}
fault-too-common = Muita gente usa esta senha. Escolha outra.
fault-only-digits = Só algarismos são fáceis de adivinhar. Acrescente letras ou palavras.
fault-like-email = Parece demais com seu e-mail.
fault-like-name = Parece demais com seu nome.
fault-too-many = Muitas tentativas. Tente de novo em { $minutes ->
    [one] um minuto.
   *[other] { $minutes } minutos.
}
fault-stale = Isto mudou desde que você abriu. Veja de novo: se ainda quer a sua alteração, envie mais uma vez.
fault-busy = Algo deu errado do nosso lado. Tente de novo daqui a pouco.
fault-url = Deveria ser o endereço de uma página, como https://example.org/.
fault-slug = Só letras, algarismos, hífens e sublinhados.
fault-integer = Deveria ser um número inteiro.
fault-number = Deveria ser um número.
fault-digits = No máximo { $most } algarismos.
fault-places = No máximo { $most } casas decimais.
fault-whole-digits = No máximo { $most } algarismos antes da vírgula.
fault-above = Deveria ser no máximo { $limit }.
fault-below = Deveria ser pelo menos { $limit }.
fault-choice = Escolha uma das opções.
fault-date = Deveria ser um dia, como 1990-05-17.
fault-moment = Deveria ser um momento, como 2026-05-17T09:30:00Z.
fault-uuid = Deveria ser um UUID, como 123e4567-e89b-12d3-a456-426614174000.
fault-json = Deveria ser JSON.
fault-too-much = Tudo junto é longo demais.

## O que impede uma página de ser mostrada.

trouble-back = Ir para a sua conta
trouble-not-found = Esta página não existe
trouble-not-found-text = Talvez o endereço esteja cortado, ou o que havia aqui não existe mais.
trouble-forbidden = Você não pode fazer isto
trouble-forbidden-text = Sua conta não tem esse direito. Se deveria ter, pergunte a quem cuida de { $site }.
trouble-foreign = Este formulário não pode ser aceito
trouble-foreign-text = Ele não veio de uma página de { $site }, ou a sua sessão mudou. Volte, recarregue a página e envie de novo. Nada foi alterado.
trouble-method = Esta página não faz isso
trouble-method-text = Nada foi alterado.
trouble-stale = Alguém foi mais rápido
trouble-stale-text = Isto mudou desde que você abriu. Volte, recarregue a página e veja se ainda quer a sua alteração. Nada foi sobrescrito.
trouble-last-superuser = Esta conta precisa ficar
trouble-last-superuser-text = É a última que pode tudo em { $site }.
trouble-busy = Algo deu errado do nosso lado
trouble-busy-text = Tente de novo daqui a pouco. O que você queria foi feito por inteiro ou não foi feito.
trouble-unreadable = Este formulário não pode ser lido
trouble-unreadable-text = Talvez seja longo demais, ou foi cortado no caminho. Nada foi alterado.
trouble-too-many = Muitas tentativas
trouble-too-many-text = Tente de novo em { $minutes ->
    [one] um minuto.
   *[other] { $minutes } minutos.
}

## Entrar e sair.

sign-in-title = Entrar
sign-in-lead = Boas-vindas de volta a { $site }.
sign-in-kept = Sua sessão terminou nesse meio-tempo. Entre de novo: o que você digitou continua aqui.
sign-in-cookies = Seu navegador não guarda os cookies de { $site }. Eles são necessários para entrar: permita-os e tente de novo.
sign-in-button = Entrar
sign-in-forgotten = Esqueci minha senha
sign-in-new-here = Primeira vez aqui?
sign-in-sign-up = Criar uma conta
sign-in-resend = Não recebi o e-mail de ativação
flash-signed-out = Você saiu.

## Um formulário interrompido.

resumed-title = Vamos continuar?
resumed-text = O que você digitou continua aqui, mas ainda não foi salvo. As senhas precisam ser digitadas de novo.
resumed-button = Continuar
resumed-leave = Descartar e ir para a sua conta

## A própria conta.

account-title = Sua conta
account-profile = Perfil
account-security = Acesso
account-sessions = Aparelhos
account-data = Seus dados
account-back = Voltar

profile-lead = Como { $site } chama você.
profile-button = Salvar
profile-facts = O que não se altera aqui
flash-profile-saved = Seu perfil foi salvo.

security-lead = Com o que você entra em { $site }.
security-change = Alterar
security-awaited = Aguarda confirmação
security-awaited-text = Abra o link que enviamos para { $email }. Até lá tudo fica como está.
security-withdraw = Cancelar

email-title = Alterar seu e-mail
email-lead = Enviamos um link para o novo endereço. Ele substitui o antigo assim que você o abrir.
email-new = Novo e-mail
email-button = Enviar o link
flash-email-asked = Veja sua nova caixa de entrada: o link ali confirma o endereço.
flash-email-changed = Seu e-mail foi alterado.
flash-email-withdrawn = Seu e-mail fica como está.

username-title = Alterar seu nome de usuário
username-lead = A partir daí você entra com o novo. Sua senha continua a mesma.
username-new = Novo nome de usuário
username-button = Salvar
flash-username-changed = Seu nome de usuário foi alterado.

password-title = Alterar sua senha
password-lead = Em todos os outros lugares sua sessão termina.
password-button = Salvar
flash-password-changed = Sua senha foi alterada.

sessions-lead = Onde você está conectado em { $site }.
sessions-device = { $browser } em { $system }
sessions-unknown = Aparelho desconhecido
sessions-this = Este aparelho
sessions-browser = Navegador
sessions-app = Aplicativo
sessions-token = Token de acesso
sessions-used = último uso
sessions-since = conectado desde
sessions-end = Encerrar
sessions-end-others = Encerrar em todos os outros
sessions-more = Mais
flash-session-ended = A sessão nesse aparelho foi encerrada.
flash-sessions-ended = As sessões em todos os outros foram encerradas.

data-lead = São seus, para ver e para levar.
data-export-title = Uma cópia dos seus dados
data-export = Um arquivo (JSON) com tudo o que { $site } sabe de você: perfil, grupos, acessos e links. Não contém senhas.
data-export-button = Baixar a cópia
data-delete = Tudo o que { $site } sabe de você é apagado. Isto não pode ser desfeito.

delete-title = Apagar sua conta
delete-lead = Seu perfil, seu nome de usuário e seu e-mail somem na hora, e ninguém pode trazê-los de volta. Digite sua senha se tem certeza.
delete-button = Apagar minha conta
flash-account-deleted = Sua conta foi apagada.

## Dar-se a conhecer.

ask-known = Já tem uma conta?
mailed-title = Veja sua caixa de entrada

sign-up-title = Criar uma conta
sign-up-lead = Um minuto, e você tem uma conta em { $site }.
sign-up-button = Criar minha conta
sign-up-mailed = Mais um passo
sign-up-mailed-text = Enviamos um e-mail a você. Abra o link que está nele, e sua conta está pronta.
flash-signed-up = Sua conta está pronta. Entre com ela.

forgotten-title = Esqueceu sua senha?
forgotten-lead = Informe seu e-mail, e enviamos um link para escolher uma nova.
forgotten-button = Enviar o link
forgotten-mailed-text = Se este é o endereço de uma conta em { $site }, um e-mail com um link para escolher uma nova senha está a caminho.

resend-title = Enviar de novo o e-mail de ativação
resend-lead = Informe o endereço com que você se cadastrou.
resend-button = Enviar de novo
resend-mailed-text = Se uma conta em { $site } espera ser ativada por este endereço, um e-mail com um novo link está a caminho.

## As páginas por trás dos links dos e-mails.

link-go-on = Ir para a sua conta

dead-title = Este link não funciona mais
dead-text = Talvez tenha expirado, já tenha sido usado ou substituído: só funciona o link do e-mail mais recente.
dead-email = Seu e-mail
dead-button = Enviar um novo link
dead-sent = Um novo link está a caminho
dead-sent-text = Se este é o endereço de uma conta em { $site }, um e-mail com um novo link está a caminho. Você pode fechar esta página.

activate-title = Ativar sua conta
activate-lead = Um clique, e sua conta em { $site } está pronta.
activate-button = Ativar minha conta
activate-done = Sua conta está ativa
activate-done-text = Boas-vindas a { $site }. Você pode fechar esta página e entrar.
activate-dead-text = Se você consegue entrar, sua conta está ativa e não há mais nada a fazer. Se não, para onde deve ir um novo link de ativação?

reset-password-title = Escolha uma nova senha
reset-password-lead = Ela substitui sua senha antiga em { $site } e encerra sua sessão em todos os aparelhos.
reset-password-button = Salvar a nova senha
reset-password-done = Sua senha foi alterada
reset-password-done-text = Você pode fechar esta página e entrar com a nova senha. Todas as sessões anteriores foram encerradas.
reset-password-dead-text = Para onde deve ir um novo link para a sua senha? Se você foi convidado, peça outro convite.

invited-title = Boas-vindas
invited-lead = Alguém criou uma conta para você em { $site }. Escolha uma senha, e ela é sua.
invited-button = Salvar a senha
invited-done = A conta é sua
invited-done-text = Você pode fechar esta página e entrar com sua nova senha.

reset-username-title = Escolha um novo login
reset-username-lead = De agora em diante você entra em { $site } com ele. Sua senha continua a mesma.
reset-username-button = Salvar
reset-username-done = Seu login foi alterado
reset-username-done-text = Você pode fechar esta página. Da próxima vez, entre com o novo login e a sua senha.
reset-username-dead-text = Para onde deve ir um novo link para o seu login?

confirm-email-title = Confirme seu novo e-mail
confirm-email-lead = Um clique, e sua conta em { $site } usa este endereço em vez do antigo.
confirm-email-button = Confirmar este endereço
confirm-email-done = Seu e-mail foi alterado
confirm-email-done-text = Você pode fechar esta página. De agora em diante, as mensagens de { $site } vão para o novo endereço.
confirm-email-dead-text = Se sua conta mostra o novo endereço, não há mais nada a fazer. Se não, peça a alteração a { $site } de novo.

cancel-email-title = Fique com seu e-mail
cancel-email-lead = Um clique, e o novo endereço pedido não substitui o seu em { $site }.
cancel-email-button = Impedir a alteração
cancel-email-done = Seu e-mail não muda
cancel-email-done-text = Nada foi alterado. Se você não pediu outro endereço, alguém sabe a sua senha: escolha já uma nova em { $site }.
cancel-email-dead-text = Se sua conta mostra outro endereço que não o seu, fale com quem cuida de { $site }. Se mostra o seu e nenhum outro aguarda, não há mais nada a fazer.

undo-title = Desfazer a alteração
undo-lead = Um clique, e sua conta em { $site } volta a ter este e-mail. Todas as sessões são encerradas, e enviamos um link para escolher uma nova senha.
undo-button = Desfazer a alteração
undo-done = A alteração foi desfeita
undo-done-text = Sua conta voltou a ter o e-mail antigo, e ninguém está conectado. Procure na caixa de entrada o link para escolher uma nova senha: até lá, nenhuma senha vale.
undo-dead-text = Uma alteração pode ser desfeita durante sete dias. Se a conta não é mais sua, fale com quem cuida de { $site }.
