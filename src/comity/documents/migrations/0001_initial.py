import comity.documents.models
import comity.tlp
import django.db.models.deletion
import i18nfield.fields
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
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(choices=[('CLEAR', 'TLP:CLEAR'), ('GREEN', 'TLP:GREEN'), ('AMBER', 'TLP:AMBER'), ('AMBER+STRICT', 'TLP:AMBER+STRICT'), ('RED', 'TLP:RED')], default=comity.tlp.Label['AMBER'], max_length=12, verbose_name='label')),
                ('with_observers', models.BooleanField(default=False, verbose_name='with observers')),
                ('offered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='offered')),
                ('shared_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='shared')),
                ('symbol', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='symbol')),
                ('title', i18nfield.fields.I18nCharField(max_length=300, verbose_name='title')),
                ('source', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('had_observers', models.BooleanField(default=False, editable=False)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.body', verbose_name='audience')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party', verbose_name='owner')),
                ('recipients', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipients')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['symbol', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=0, verbose_name='revision')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='documents.document')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['document', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('file', models.FileField(max_length=200, storage=comity.documents.models.private_storage, upload_to='', verbose_name='file')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('media_type', models.CharField(max_length=120)),
                ('size', models.PositiveBigIntegerField(help_text='bytes', verbose_name='size')),
                ('sha256', models.CharField(max_length=64)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('held_by', models.ForeignKey(blank=True, help_text='who added it, until another person releases it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='held by')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renditions', to='documents.revision')),
            ],
            options={
                'verbose_name': 'rendition',
                'verbose_name_plural': 'renditions',
                'ordering': ['revision', 'language'],
            },
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('symbol', ''), _negated=True), fields=('symbol',), name='one_document_per_symbol', violation_error_message='Another document already has this symbol.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('document', 'number'), name='revisions_are_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(fields=('revision', 'language'), name='one_rendition_per_language'),
        ),
    ]
