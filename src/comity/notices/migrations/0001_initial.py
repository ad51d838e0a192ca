import comity.notices.models.inbound
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inbound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=6)),
                ('key', models.CharField(max_length=20)),
                ('at', models.DateTimeField(verbose_name='received')),
                ('sender', models.CharField(blank=True, max_length=320, verbose_name='sender')),
                ('is_from_another', models.BooleanField(default=False, help_text="sent from another address than the person's own")),
                ('subject', models.CharField(blank=True, max_length=500, verbose_name='subject')),
                ('size', models.PositiveBigIntegerField(help_text='bytes', verbose_name='size')),
                ('digest', models.CharField(help_text='of the address and the bytes: kept once', max_length=64, unique=True)),
                ('file', models.FileField(max_length=200, storage=comity.notices.models.inbound.private_storage, upload_to='')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('taken', 'taken'), ('refused', 'refused'), ('left', 'left aside')], default='waiting', editable=False, max_length=8, verbose_name='state')),
                ('words', models.TextField(blank=True, verbose_name='answer')),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inbound', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mail received',
                'verbose_name_plural': 'mails received',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='address')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish'), ('fr', 'French')], max_length=8, verbose_name='language')),
                ('added_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.dialogue', verbose_name='dialogue')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailboxes', to='parties.party')),
            ],
            options={
                'verbose_name': 'mailbox',
                'verbose_name_plural': 'mailboxes',
                'ordering': ['party', 'dialogue', 'address'],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('duty', 'duty'), ('news', 'news')], default='duty', max_length=4)),
                ('sender', models.CharField(max_length=320)),
                ('to', models.JSONField(default=list)),
                ('subject', models.CharField(max_length=500)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('headers', models.JSONField(default=dict)),
                ('queued_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('next_try_at', models.DateTimeField(blank=True, null=True)),
                ('given_up_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('bounced_at', models.DateTimeField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, max_length=500)),
                ('mailbox', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='notices.mailbox')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['-queued_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('at_once', 'at once, each by itself, and a digest every working day'), ('daily', 'a digest every working day'), ('weekly', 'a digest every Monday'), ('never', 'no news by mail')], default='daily', max_length=8, verbose_name='news by mail')),
                ('digested_at', models.DateTimeField(editable=False)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preference', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'preference',
                'verbose_name_plural': 'preferences',
            },
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'told',
                'verbose_name_plural': 'told',
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='parties.body')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'follow',
                'verbose_name_plural': 'follows',
                'constraints': [models.UniqueConstraint(fields=('person', 'body'), name='a_body_is_followed_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='mailbox',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('party', 'dialogue', 'address'), name='a_mailbox_is_added_once'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('given_up_at', None), ('sent_at', None)), fields=['queued_at'], name='messages_that_wait'),
        ),
        migrations.AddIndex(
            model_name='preference',
            index=models.Index(fields=['rhythm', 'digested_at'], name='digests_that_wait'),
        ),
        migrations.AddConstraint(
            model_name='told',
            constraint=models.UniqueConstraint(fields=('person', 'key'), name='told_once'),
        ),
    ]
