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
console-by-either = Ambos
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

## Making users, and the same for many.

console-new = Novo usuário
console-new-lead = Sem senha, recebe um e-mail para escolher uma.
console-new-button = Criar a conta
console-new-password-hint = Deixe vazia para convidar.
flash-console-invited = A conta foi criada e o convite está a caminho.
flash-console-made = A conta foi criada.
console-pick = Escolher { $name }
console-bulk = Com os escolhidos
console-bulk-group = Grupo a que adicionar
console-bulk-go = Continuar
console-bulk-enable = Ativar contas
console-bulk-enable-lead = Podem entrar de imediato e os seus endereços contam como comprovados ({ $count }):
console-bulk-disable = Desativar contas
console-bulk-disable-lead = São desconectados de todos os lugares e não podem entrar ({ $count }):
console-bulk-join = Adicionar a um grupo
console-bulk-join-lead = Entram em { $group } e podem o que os membros podem ({ $count }):
flash-console-bulk = Feito com { $count ->
    [one] um usuário.
   *[other] { $count } usuários.
}
flash-console-nobody = Ninguém foi escolhido: nada foi feito.
flash-console-no-group = Não há grupo com esse nome: nada foi feito.
console-undone = Nem tudo pôde ser feito
console-undone-text = Feito com { $count }. Estes você não pode alterar, ou mudaram entretanto:

## Groups, permissions and content types.

console-groups-lead = Quem pode o mesmo, junto.
console-groups-none = Ainda não há grupos.
console-groups-new = Novo grupo
console-groups-delete = Excluir o grupo
console-groups-delete-lead = Quem está em { $name } perde de imediato o que ele dá. Ninguém o pode recuperar.
console-permissions-lead = Aquilo que o código pergunta se alguém pode.
console-permissions-none = Não há permissões.
console-permissions-new = Nova permissão
console-permissions-delete = Excluir a permissão
console-permissions-delete-lead = Quem recebeu { $name }, diretamente ou por um grupo, perde-a de imediato. Ninguém a pode recuperar.
console-content-types = Tipos de conteúdo
console-content-types-lead = Do que tratam as permissões, como no Django.
console-content-types-none = Não há tipos de conteúdo.
console-content-types-new = Novo tipo de conteúdo
console-content-types-delete = Excluir o tipo de conteúdo
console-content-types-delete-lead = Todas as permissões sobre { $name } são excluídas com ele, tenha-as quem tiver. Ninguém as pode recuperar.
console-thing = Nome
console-change = Alterar
console-create = Criar
console-name = Nome
console-codename = Nome no código
console-app = Aplicação
console-model = Modelo
console-label-wrong = Só letras, dígitos e sublinhados, sem dígito no início.
console-content-type = Tipo de conteúdo
console-content-type-hint = Como no código, por exemplo auth.user; ou # e o id.
console-members = Membros
console-no-members = Não há ninguém.
console-members-nothing = Ainda não dá nada aos membros.
console-add-member = Adicionar alguém
console-member = Nome de usuário
console-member-hint = O nome inteiro; ou # e o id.
console-no-such-user = Ninguém tem esse nome.
console-add = Adicionar
console-remove = Remover
console-give = Dar uma permissão
console-permission = Permissão
console-permission-hint = Como no código, por exemplo auth.view_user; ou # e o id.
console-no-such-permission = Não há permissão com esse nome.
console-several-permissions = Várias têm esse nome. Escreva # e o id.
console-join = Adicionar a um grupo
console-group = Grupo
console-group-hint = O nome inteiro; ou # e o id.
console-no-such-group = Não há grupo com esse nome.
fault-full = Não cabem mais.
flash-console-created = Foi criado.
flash-console-changed = A alteração foi salva.
flash-console-thing-deleted = Foi excluído.
flash-console-given = A permissão foi dada.
flash-console-taken = A permissão foi retirada.
flash-console-joined = Agora está no grupo.
flash-console-left = Já não está no grupo.
