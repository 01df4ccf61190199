## Around every page.

console-title = Console
console-lead = Quem tem uma conta em { $site } e o que pode fazer.
console-overview = Visão geral
console-users = Usuários
console-users-lead = Encontrar alguém, ver suas permissões, ajudar a entrar.
console-as-curl = O mesmo como chamada da API
console-copy = Copiar
console-copied = Copiado
console-pages = Páginas da lista
console-first = Primeira página
console-next = Próxima página
console-files = Como arquivo:
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
console-nobody = Ninguém encontrado.
console-none-here = Ninguém corresponde nesta página; a lista continua.
console-found = { $count ->
    [0] Ninguém é mostrado.
    [one] Um usuário é mostrado.
   *[other] { $count } usuários são mostrados.
}
console-user = Usuário
console-joined = Cadastro
console-last-login = Último acesso
console-never = Nunca

## A user.

console-disabled = Desativado
console-waiting = Não ativado
console-superuser = Superusuário
console-staff = Equipe
console-profile = Perfil
console-groups = Grupos
console-permissions = Permissões
console-sessions = Sessões
console-facts = Conta
console-no-password = Nenhuma ainda
console-locale-hint = Das páginas e dos e-mails dessa pessoa. Sem escolha, os e-mails são em inglês.
flash-console-saved = O perfil foi salvo.
console-no-groups = Em nenhum grupo.
console-no-permissions = Nada foi concedido, nem diretamente nem por um grupo.
console-may-all = Um superusuário pode fazer tudo, diga o que disser esta lista.
console-may-nothing = Quem não pode entrar não pode fazer nada disso.
console-direct = Direta
console-by-group = por { $group }
console-more-groups = e mais { $count }
console-no-sessions = Sem sessões abertas.

## What can be done to a user.

console-deeds = Ações
console-oneself = Esta é a sua própria conta: cuide dela nas páginas da sua conta.
console-leave = Cancelar e voltar
console-own-password = Sua própria senha
console-no-mail = Este usuário não recebe esse e-mail: está desativado ou não tem endereço.
console-reset = Enviar um link para definir a senha
console-reset-lead = { $name } recebe um e-mail com um link para uma nova senha; quem ainda não tem senha é convidado de novo. Até lá, tudo fica como está.
console-reset-button = Enviar o link
flash-console-reset = O link está a caminho.
console-activation = Reenviar o e-mail de ativação
console-activation-lead = { $name } recebe outro e-mail com um link que ativa a conta. O link antigo deixa de funcionar.
console-activation-button = Reenviar
flash-console-activation = O e-mail de ativação está a caminho.
console-password = Definir a senha
console-password-lead = Substitui a senha de { $name } e encerra todas as sessões. É mais seguro enviar um link para que a própria pessoa a escolha.
console-password-button = Definir a senha
flash-console-password = A senha foi definida e todas as sessões foram encerradas.
console-email = Alterar o endereço de e-mail
console-email-lead = Substitui imediatamente o endereço de { $name }. Você responde por ele: ninguém precisa confirmá-lo. O endereço antigo é avisado.
console-email-button = Alterar o endereço
flash-console-email = O endereço de e-mail foi alterado.
console-end = Encerrar todas as sessões
console-end-lead = Todas as sessões de { $name } são encerradas imediatamente; é possível entrar de novo.
console-end-button = Encerrar todas as sessões
flash-console-ended = Todas as sessões foram encerradas.
console-promote = Tornar membro da equipe
console-promote-lead = { $name } poderá ver e alterar todos os usuários exceto superusuários.
console-promote-button = Tornar membro
flash-console-promoted = Agora é membro da equipe.
console-demote = Retirar da equipe
console-demote-lead = { $name } não poderá mais ver nem alterar outros usuários, exceto o que as permissões permitirem.
console-demote-button = Retirar
flash-console-demoted = Não é mais membro da equipe.
console-enable = Ativar a conta
console-enable-lead = { $name } pode entrar imediatamente, e o endereço de e-mail passa a valer como confirmado.
console-enable-button = Ativar
flash-console-enabled = A conta foi ativada.
console-disable = Desativar a conta
console-disable-lead = Todas as sessões de { $name } são encerradas imediatamente, ninguém entra na conta e nenhum link dela funciona. Nada se perde: ela pode ser ativada de novo.
console-disable-button = Desativar
flash-console-disabled = A conta foi desativada.
console-delete = Excluir a conta
console-delete-lead = Tudo o que se sabe de { $name } é excluído imediatamente: perfil, grupos, permissões, sessões. Isso não pode ser desfeito. Para impedir o acesso, basta desativar a conta.
console-delete-button = Excluir para sempre
flash-console-deleted = A conta foi excluída.
console-typed = Digite o nome para confirmar
console-typed-hint = É { $name }.
console-typed-wrong = Este não é o nome.

## Making users, and the same for many.

console-new = Novo usuário
console-new-lead = Sem senha, recebe um e-mail para escolher uma.
console-new-button = Criar a conta
console-new-password-hint = Deixe vazia para convidar.
flash-console-invited = A conta foi criada e o convite está a caminho.
flash-console-made = A conta foi criada.
console-pick = Selecionar { $name }
console-pick-all = Selecionar todos
console-bulk = Com os selecionados
console-bulk-group = Grupo
console-bulk-go = Continuar
console-bulk-enable = Ativar contas
console-bulk-enable-lead = Podem entrar imediatamente, e seus endereços passam a valer como confirmados ({ $count }):
console-bulk-disable = Desativar contas
console-bulk-disable-lead = Todas as suas sessões são encerradas, e eles não podem mais entrar ({ $count }):
console-bulk-join = Adicionar a um grupo
console-bulk-join-lead = Entram em { $group } e podem fazer o mesmo que seus membros ({ $count }):
flash-console-bulk = Feito com { $count ->
    [one] um usuário.
   *[other] { $count } usuários.
}
flash-console-nobody = Ninguém foi selecionado: nada foi feito.
flash-console-no-group = Não há grupo com esse nome: nada foi feito.
console-undone = Nem tudo pôde ser feito
console-undone-text = Feito com { $count }. Estes você não pode alterar, ou mudaram nesse meio-tempo:
console-unproven-text = Feito com { $count }. Sua senha mudou nesse meio-tempo, então faltam estes:

## Groups, permissions and content types.

console-groups-lead = As mesmas permissões para vários usuários.
console-groups-none = Ainda não há grupos.
console-groups-new = Novo grupo
console-groups-delete = Excluir o grupo
console-groups-delete-lead = Quem está em { $name } perde imediatamente o que ele dá. Isso não pode ser desfeito.
console-permissions-lead = O que o código verifica antes de permitir algo.
console-permissions-none = Não há permissões.
console-permissions-new = Nova permissão
console-permissions-delete = Excluir a permissão
console-permissions-delete-lead = Quem tem { $name }, diretamente ou por um grupo, perde essa permissão imediatamente. Isso não pode ser desfeito.
console-content-types = Tipos de conteúdo
console-content-types-lead = A que se referem as permissões, como no Django.
console-content-types-none = Não há tipos de conteúdo.
console-content-types-new = Novo tipo de conteúdo
console-content-types-delete = Excluir o tipo de conteúdo
console-content-types-delete-lead = Todas as permissões sobre { $name } são excluídas com ele, não importa quem as tenha. Isso não pode ser desfeito.
console-thing = Nome
console-change = Alterar
console-create = Criar
console-name = Nome
console-codename = Nome no código
console-app = Aplicativo
console-model = Modelo
console-label-wrong = Só letras, dígitos e sublinhados, sem dígito no início.
console-content-type = Tipo de conteúdo
console-content-type-hint = Como no código, por exemplo auth.user; ou # e o id.
console-members = Membros
console-no-members = O grupo não tem membros.
console-members-nothing = O grupo ainda não dá nenhuma permissão.
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
console-several-permissions = Várias têm esse nome. Digite # e o id.
console-join = Adicionar a um grupo
console-group = Grupo
console-group-hint = O nome inteiro; ou # e o id.
console-no-such-group = Não há grupo com esse nome.
fault-full = O limite foi atingido: não é possível adicionar mais.
flash-console-created = Foi criado.
flash-console-changed = A alteração foi salva.
flash-console-thing-deleted = Foi excluído.
flash-console-given = A permissão foi dada.
flash-console-taken = A permissão foi retirada.
flash-console-joined = Agora está no grupo.
flash-console-left = Não está mais no grupo.

## How the service runs.

console-keys = Chaves de assinatura
console-keys-lead = Com o que são assinados os tokens de acesso.
console-key-waits = Assinará mais tarde
console-key-signs = Assina
console-key-verifies = Ainda válida
console-key-from = assina desde
console-key-until = assina até
console-key-removed = removida depois de
console-rotate = Trocar as chaves
console-rotate-lead = Uma nova chave é publicada e começa a assinar três horas depois. Os tokens assinados antes continuam válidos. Enquanto uma chave espera, pedir de novo não cria outra.
console-rotate-where = O console não pode criar chaves: só uma função do serviço pode. Esta chamada manda criá-la:
console-owed = Pendente
console-owed-lead = E-mails ainda não enviados e o que falta limpar.
console-owed-none = Nada está pendente.
console-owed-none-here = Nada corresponde nesta página; a lista continua.
console-owed-kind = Tipo
console-owed-mail = E-mail
console-owed-cleaning = Limpeza
console-owed-since = pendente desde
console-owed-due = não antes de
console-owed-tries = Tentativas: { $count }
console-late = Em atraso
console-retry = Tentar de novo
console-retry-lead = Tentar de novo encerra a pausa após uma falha: um e-mail é tentado em um minuto, uma limpeza em cinco.
flash-console-retried = Será tentado de novo em poucos minutos.
flash-console-not-owed = Não está mais pendente.
console-settings = Configurações
console-settings-lead = Como se comporta esta instalação. Os segredos não são mostrados.
console-setting = Configuração
console-setting-value = Em vigor
console-setting-secret = Segredo
console-setting-unset = Não definido
console-setting-default = Padrão
console-health = Estado do serviço
console-health-lead = Se o serviço faz o que deve.
console-health-good = Está tudo bem.
console-health-bad = Algo está errado.
console-health-table = Tabela
console-health-answers = Responde.
console-health-fresh = A mais nova está como as configurações pedem.
console-health-overdue = A mais nova já deveria ter sido substituída.
console-health-missing = Não há nenhuma: ninguém pode entrar.
console-health-on-time = Nada está em atraso.
console-health-late = Em atraso: { $count }
console-counts = Quantidades
console-counts-lead = Quanto há de cada coisa.
console-counts-about = { $count }, conforme a contagem do último dia
