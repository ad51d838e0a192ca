import comity.tlp
import django.db.models.deletion
import i18nfield.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0002_initial'),
        ('meetings', '0001_initial'),
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(choices=[('CLEAR', 'TLP:CLEAR'), ('GREEN', 'TLP:GREEN'), ('AMBER', 'TLP:AMBER'), ('AMBER+STRICT', 'TLP:AMBER+STRICT'), ('RED', 'TLP:RED')], default=comity.tlp.Label['AMBER'], max_length=12, verbose_name='label')),
                ('with_observers', models.BooleanField(default=False, verbose_name='with observers')),
                ('offered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='offered')),
                ('shared_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='shared')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('kind', models.CharField(choices=[('declaration', 'declaration'), ('conclusions', 'conclusions'), ('decision', 'decision'), ('plan', 'plan of action'), ('strategy', 'strategy'), ('principles', 'statement of principles'), ('protocol', 'protocol'), ('guideline', 'guideline'), ('memorandum', 'memorandum of understanding'), ('agreement', 'agreement')], max_length=12, verbose_name='kind')),
                ('title', i18nfield.fields.I18nCharField(max_length=300, verbose_name='title')),
                ('about', i18nfield.fields.I18nTextField(blank=True, default='', verbose_name='about')),
                ('symbol', models.CharField(blank=True, max_length=80, verbose_name='symbol')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted on')),
                ('adopted_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='day', max_length=5)),
                ('adopted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('stamp', models.PositiveIntegerField(default=0, editable=False, help_text='counts the changes, so that two reviewers notice')),
                ('source', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('adopted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.body', verbose_name='audience')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='instruments', to='meetings.meeting', verbose_name='meeting')),
                ('offered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party', verbose_name='owner')),
                ('recipients', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipients')),
            ],
            options={
                'verbose_name': 'instrument',
                'verbose_name_plural': 'instruments',
                'ordering': ['-adopted_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('heading', 'heading'), ('preamble', 'preamble'), ('clause', 'clause'), ('paragraph', 'unplaced paragraph')], default='clause', max_length=10, verbose_name='kind')),
                ('depth', models.PositiveSmallIntegerField(default=1)),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='number')),
                ('verb', models.CharField(blank=True, max_length=20, verbose_name='verb')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='instruments.instrument')),
            ],
            options={
                'verbose_name': 'clause',
                'verbose_name_plural': 'clauses',
                'ordering': ['instrument', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_force_on', models.DateField(blank=True, null=True, verbose_name='in force since')),
                ('in_force_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='day', max_length=5)),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends on')),
                ('renewal', models.CharField(blank=True, choices=[('tacit', 'by itself, unless notice is given'), ('explicit', 'when the parties agree on it'), ('none', 'not foreseen')], max_length=8, verbose_name='renewal')),
                ('renews_on', models.DateField(blank=True, null=True, verbose_name='renewal on')),
                ('notice_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='months of notice')),
                ('alarm_days', models.JSONField(blank=True, default=list, verbose_name='days of alarm')),
                ('renewed_on', models.DateField(blank=True, editable=False, null=True)),
                ('terminated_on', models.DateField(blank=True, editable=False, null=True)),
                ('instrument', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agreement', to='instruments.instrument')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ['instrument'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('signed_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='day', max_length=5)),
                ('in_force_on', models.DateField(blank=True, null=True, verbose_name='in force for it since')),
                ('in_force_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='day', max_length=5)),
                ('signatory', models.CharField(blank=True, max_length=200, verbose_name='signed by')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='instruments.agreement')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='parties.party')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'ordering': ['agreement', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('addressee', 'addressee'), ('due', 'due date'), ('theme', 'theme')], max_length=10)),
                ('value', models.CharField(help_text="party:slug, body:slug, members:slug of a body, a date, or a theme's code", max_length=120)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('dropped', 'dismissed')], default='open', max_length=8)),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='instruments.clause')),
            ],
            options={
                'verbose_name': 'suggestion',
                'verbose_name_plural': 'suggestions',
                'ordering': ['clause', 'kind', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('is_first', models.BooleanField(default=False)),
                ('is_equal', models.BooleanField(default=False, help_text='Read clause by clause against the first language and found equal.', verbose_name='equal')),
                ('as_read', models.JSONField(default=list, help_text='the paragraphs of the source in order: number, text')),
                ('left_out', models.JSONField(default=list, help_text='page headers and footers of the source')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='instruments.instrument')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.rendition')),
            ],
            options={
                'verbose_name': 'language version',
                'verbose_name_plural': 'language versions',
                'ordering': ['instrument', '-is_first', 'language'],
            },
        ),
        migrations.CreateModel(
            name='ClauseText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('text', models.TextField(verbose_name='text')),
                ('first_read', models.PositiveIntegerField(help_text="the first paragraph of the version's source that is in this text", null=True)),
                ('last_read', models.PositiveIntegerField(help_text='the last one', null=True)),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='instruments.clause')),
            ],
            options={
                'verbose_name': 'clause text',
                'verbose_name_plural': 'clause texts',
                'ordering': ['clause', 'language'],
                'constraints': [models.UniqueConstraint(fields=('clause', 'language'), name='one_text_per_language')],
            },
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_on', None), ('ends_on', None), ('ends_on__gte', models.F('in_force_on')), _connector='OR'), name='an_agreement_ends_after_it_begins', violation_error_message='An agreement cannot end before it is in force.'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('agreement', 'party'), name='a_party_signs_an_agreement_once'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.UniqueConstraint(fields=('clause', 'kind', 'value'), name='a_clause_is_suggested_a_thing_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('instrument', 'language'), name='one_version_per_language'),
        ),
    ]
