## Around every page.

console-title = Consola
console-lead = Quem tem uma conta em { $site } e o que pode fazer.
console-overview = Visão geral
console-users = Usuários
console-users-lead = Encontrar alguém, ver as suas permissões, ajudar a entrar.
console-as-curl = O mesmo como chamada da API
console-pages = Páginas da lista
console-first = Primeira página
console-next = Página seguinte
console-lost = A página pedida é antiga demais. Aqui começa a lista.
console-save = Salvar

## Finding users.

console-find = Procurar usuários
console-find-hint = O início de um nome de usuário ou de um endereço de e-mail, ou um número (id).
console-find-button = Procurar
console-by = Procurar em
console-by-either = O que parecer ser
console-state = Estado
console-state-all = Todos
console-state-active = Podem entrar
console-state-inactive = Não podem entrar
console-order = Ordem
console-order-newest = Mais recentes primeiro
console-order-oldest = Mais antigos primeiro
console-order-name = Por nome de usuário
console-order-name-down = Por nome de usuário, ao contrário
console-order-email = Por endereço de e-mail
console-order-email-down = Por endereço de e-mail, ao contrário
console-in-group = Quem está em { $group }
console-everybody = Mostrar todos
console-nobody = Ninguém corresponde.
console-none-here = Ninguém corresponde nesta página; a lista continua.
console-user = Usuário
console-joined = Entrou em
console-last-login = Última entrada
console-never = Nunca

## A user.

console-disabled = Desativado
console-waiting = Por ativar
console-superuser = Superusuário
console-staff = Equipe
console-profile = Perfil
console-groups = Grupos
console-permissions = Permissões
console-sessions = Sessões
console-facts = Conta
console-no-password = Nenhuma ainda
flash-console-saved = O perfil foi salvo.
console-no-groups = Em nenhum grupo.
console-no-permissions = Nada foi concedido, nem diretamente nem por um grupo.
console-may-all = Um superusuário pode fazer tudo, diga o que disser esta lista.
console-may-nothing = Quem não pode entrar não pode fazer nada disto.
console-direct = Direta
console-by-group = por { $group }
console-more-groups = e mais { $count }
console-no-sessions = Sem sessões abertas.

## What can be done to a user.

console-deeds = Ações
console-oneself = Esta é a sua própria conta: cuide dela nas páginas da sua conta.
console-leave = Deixar e voltar
console-own-password = A sua própria senha
console-no-mail = Este usuário não recebe esse e-mail: está desativado ou não tem endereço.
console-reset = Enviar um link para definir a senha
console-reset-lead = { $name } recebe um e-mail com um link para uma nova senha; quem ainda não tem nenhuma é convidado de novo. Até lá tudo fica como está.
console-reset-button = Enviar o link
flash-console-reset = O link está a caminho.
console-activation = Reenviar o e-mail de ativação
console-activation-lead = { $name } recebe outro e-mail com um link que ativa a conta. O link antigo deixa de servir.
console-activation-button = Reenviar
flash-console-activation = O e-mail de ativação está a caminho.
console-password = Definir a senha
console-password-lead = Substitui a senha de { $name } e termina todas as sessões. É mais seguro um link para que a defina por si.
console-password-button = Definir a senha
flash-console-password = A senha foi definida e todas as sessões terminaram.
console-email = Alterar o endereço de e-mail
console-email-lead = Substitui de imediato o endereço de { $name }. Você responde por ele: ninguém tem de o confirmar. O endereço antigo é avisado.
console-email-button = Alterar o endereço
flash-console-email = O endereço de e-mail foi alterado.
console-end = Terminar todas as sessões
console-end-lead = { $name } é desconectado de todos os lugares de imediato e pode voltar a entrar.
console-end-button = Terminar todas as sessões
flash-console-ended = Todas as sessões terminaram.
console-promote = Tornar membro da equipe
console-promote-lead = { $name } poderá ver e alterar todos os usuários exceto superusuários.
console-promote-button = Tornar da equipe
flash-console-promoted = Agora é membro da equipe.
console-demote = Retirar da equipe
console-demote-lead = { $name } deixará de poder ver e alterar outros usuários, salvo o que as permissões permitam.
console-demote-button = Retirar
flash-console-demoted = Já não é membro da equipe.
console-enable = Ativar a conta
console-enable-lead = { $name } pode entrar de imediato e o endereço de e-mail conta como comprovado.
console-enable-button = Ativar
flash-console-enabled = A conta está ativa.
console-disable = Desativar a conta
console-disable-lead = { $name } é desconectado de todos os lugares e não pode entrar, e nenhum link da conta serve. Nada se perde: pode ser ativada de novo.
console-disable-button = Desativar
flash-console-disabled = A conta está desativada.
console-delete = Excluir a conta
console-delete-lead = Tudo o que se sabe de { $name } é excluído de imediato: perfil, grupos, permissões, sessões. Ninguém o pode recuperar. Para impedir a entrada basta desativar a conta.
console-delete-button = Excluir para sempre
flash-console-deleted = A conta foi excluída.
console-typed = Escreva o nome se tem a certeza
console-typed-hint = É { $name }.
console-typed-wrong = Este não é o nome.
